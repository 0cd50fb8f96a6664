"""Who somebody is, as predicates, and what people of the members app may do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate, predicate

from kernel.access import OPEN_ADMINISTRATION, define_permission
from members.enums import DEVT_ROLES, NSB_ROLES, RoleName
from members.models import Invitation, Member, Role, User

Person = User | Any
"""A person, or Django's anonymous user, who holds no role."""


@predicate
def has_any_role(user: Person) -> bool:
    return bool(getattr(user, "current_roles", None))


@predicate
def is_devt(user: Person) -> bool:
    return has_any_role(user) and user.is_devt


@predicate
def is_devt_administrator(user: Person) -> bool:
    return has_any_role(user) and user.is_devt_administrator


@predicate
def is_devco(user: Person) -> bool:
    return has_any_role(user) and user.is_devco


@predicate
def is_donor(user: Person) -> bool:
    return has_any_role(user) and user.is_donor


@predicate
def is_nsb(user: Person) -> bool:
    return has_any_role(user) and user.is_nsb


@predicate
def is_nsb_officer(user: Person) -> bool:
    return has_any_role(user) and user.has_role(RoleName.NSB_OFFICER)


@predicate
def holds_for_own_member(user: Person, held: Role | Invitation | None) -> bool:
    """Whether a role, held or offered, is one of a member for which `user` is authorised officer."""
    if held is None:
        return is_nsb_officer(user)
    return role_name(held) in NSB_ROLES and held.member_id in user.member_ids(RoleName.NSB_OFFICER)


@predicate
def is_role_in_devt(_user: Person, held: Role | Invitation | None) -> bool:
    return held is not None and role_name(held) in DEVT_ROLES


@predicate
def speaks_for(user: Person, member: Member | None) -> bool:
    """Whether `user` holds a role for `member`; without one, for any member."""
    return is_nsb(user) and (member is None or member.pk in user.member_ids())


@predicate
def writes_for_its_member(user: Person, record: Any) -> bool:
    """Whether a record is of a member for which `user` writes; without one, whether for any member."""
    if not is_nsb(user):
        return False
    member = getattr(record, "member_id", None)
    if member is None and getattr(record, "pk", None) is None:
        return any(map(user.writes_for, user.member_ids()))
    return member is not None and user.writes_for(member)


@predicate
def names_its_member(_user: User, record: Any) -> bool:
    """What names no member is DEVT's."""
    return record is None or record.member_id is not None


writes_for_it = writes_for_its_member & names_its_member


@predicate
def is_another(user: Person, person: User | None) -> bool:
    """Whether it is somebody else; without one, whoever it may be."""
    return person is None or person.pk != user.pk


def role_name(held: Role | Invitation) -> str:
    return held.role if isinstance(held, Invitation) else held.name


def still_stands(invitation: Invitation) -> bool:
    """Whether who invited might invite to this role today; the command line always might."""
    inviter = invitation.invited_by
    return inviter is None or inviter.has_perm("members.invite", invitation)


hands_out_roles: Predicate = is_devt_administrator | (is_devt & ~is_role_in_devt) | holds_for_own_member

VIEW_MEMBERS = define_permission(
    "members.view_members", has_any_role, refusal=_("You have no role in the portal at present.")
)
VIEW_PEOPLE = define_permission(
    "members.view_people",
    is_devt | is_nsb_officer,
    refusal=_("Only DEVT and the authorised officers of a member see who holds which role."),
)
INVITE = define_permission(
    "members.invite",
    hands_out_roles,
    refusal=_(
        "You may not invite people to this role."
        " DEVT invites anyone, and only its administrators invite to DEVT;"
        " an authorised officer invites colleagues of the same member."
    ),
)
END_ROLE = define_permission(
    "members.end_role",
    hands_out_roles,
    refusal=_(
        "You may not end this role. DEVT ends roles, and only its administrators end those in DEVT;"
        " an authorised officer ends those of the same member."
    ),
)
VIEW_SPEAKERS = define_permission(
    "members.view_speakers",
    is_devt | speaks_for,
    refusal=_("Only DEVT and the member's own people see who speaks for it."),
)
define_permission(OPEN_ADMINISTRATION, is_devt, refusal=_("Only DEVT opens the administration."))
LOAD_REFERENCE_DATA = define_permission(
    "members.load_reference_data",
    is_devt,
    refusal=_("Only DEVT imports members, committees, statistics, the plan and its indicators."),
)
ADMINISTER_PEOPLE = define_permission(
    "members.administer_people",
    is_devt_administrator,
    refusal=_("Only administrators of DEVT change people and the dates of their roles."),
)
REMOVE_SECOND_FACTOR = define_permission(
    "members.remove_second_factor",
    is_devt_administrator & is_another,
    refusal=_("Only administrators of DEVT take off two-step sign-in: another's, never their own."),
)
