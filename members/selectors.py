"""What pages about members and people read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, QuerySet, Subquery

from kernel.words import holds_all, words_of
from members.enums import DEVT_ROLES, NSB_WRITERS, RoleName, Scheme
from members.models import Classification, Invitation, Member, Membership, Role, User


def person_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def people_who_speak_for(member: Member) -> list[Role]:
    """The roles held today for a member: who signs, who edits, who reads."""
    held = Role.objects.current().filter(member=member, user__is_active=True)
    return list(held.select_related("user").order_by("name", "user__name", "pk"))


def invitations_to_watch(user: User) -> list[Invitation]:
    """Those neither accepted nor revoked: open ones, and others that can be sent again."""
    waiting = Invitation.objects.visible_to(user).filter(accepted_at=None, revoked_at=None)
    found = list(waiting.select_related("member", "organisation", "invited_by"))
    read_current_roles([invitation.invited_by for invitation in found if invitation.invited_by])
    return found


def read_current_roles(users: list[User]) -> None:
    """Read the roles that all these people hold today in one query."""
    roles: dict[int, list[Role]] = defaultdict(list)
    held = Role.objects.current().filter(user__in=users, user__is_active=True)
    for role in held.select_related("member", "organisation").order_by("name", "pk"):
        roles[role.user_id].append(role)
    for user in users:
        user.current_roles = roles[user.pk]


def people_with_second_factor() -> QuerySet[User]:
    return User.objects.filter(pk__in=Authenticator.objects.values("user"))


def members_named(text: str) -> list[int]:
    """Ids of the members whose country, code, name or acronym, today's or a former one, hold all words."""
    words = words_of(text)
    texts: dict[int, set[str | None]] = defaultdict(set)
    columns = ("country", "iso2", "name", "acronym", "names__name", "names__acronym")
    for pk, *found in Member.objects.order_by().values_list("pk", *columns):
        texts[pk].update(found)
    return [pk for pk, found in texts.items() if holds_all([*found], words)]


def with_facts_on(members: QuerySet[Member], day: dt.date) -> QuerySet[Member]:
    """Members with their category and classifications on `day`, each None where it is unknown."""
    categories = Membership.objects.on(day).filter(member=OuterRef("pk")).values("category")[:1]
    classes = Classification.objects.on(day).filter(member=OuterRef("pk"))
    facts = {
        scheme.value: Subquery(classes.filter(scheme=scheme).values("value")[:1])
        for scheme in (Scheme.DEVELOPING, Scheme.LDC, Scheme.LLDC, Scheme.SIDS, Scheme.INCOME)
    }
    return members.annotate(category=Subquery(categories), **facts)


def people_of_members(
    member_ids: Iterable[int], *, names: Iterable[RoleName] = NSB_WRITERS
) -> dict[int, list[User]]:
    """The editors and authorised officers of today, or one kind of them, by member; one query."""
    roles = (
        Role.objects.current()
        .filter(name__in=names, member__in=member_ids, user__is_active=True)
        .select_related("user")
        .order_by("user__name", "user__pk")
    )
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for role in roles:
        found[role.member_id][role.user_id] = role.user
    return {member: list(people.values()) for member, people in found.items()}


def people_of_member(member_id: int) -> list[User]:
    return people_of_members([member_id]).get(member_id, [])


def devt_people() -> QuerySet[User]:
    roles = Role.objects.current().filter(name__in=DEVT_ROLES)
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("name", "pk")
