"""Who filled in and signed the sample reports: an authorised officer for each member."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from actionplan.home.sample.values import chance
from members.enums import RoleName
from members.models import Member, Role, User
from members.sample import ROLES_BEGIN

SHARE_LEFT = 0.05
"""Of the members, whose officer left before the present round opened: nobody can reach them."""

LEFT_BEFORE = dt.timedelta(days=90)
"""Before today; the present round opened later."""


def has_left(iso2: str) -> bool:
    """Whether the member's officer has left, and nobody followed."""
    return chance(iso2, "officer left") < SHARE_LEFT


def officers_of(members: Iterable[Member], *, staying: Iterable[str]) -> dict[str, User]:
    """By country code; those of the codes in `staying` never leave.

    Who is made here has no password: only the people of `members.sample` can sign in.
    """
    by_email = {f"officer.{member.iso2.lower()}@example.org": member for member in members}
    there = {user.email: user for user in User.objects.filter(email__in=by_email)}
    new = User.objects.bulk_create(
        User(
            email=email,
            name=f"Sample Officer, {member.country}",
            password=make_password(None),
            is_sample=True,
        )
        for email, member in by_email.items()
        if email not in there
    )
    kept = set(staying)
    Role.objects.bulk_create(
        role_of(user, by_email[user.email], leaves=by_email[user.email].iso2 not in kept) for user in new
    )
    return {by_email[user.email].iso2: user for user in (*there.values(), *new)}


def role_of(user: User, member: Member, *, leaves: bool) -> Role:
    left = timezone.now().date() - LEFT_BEFORE if leaves and has_left(member.iso2) else None
    return Role(user=user, name=RoleName.NSB_OFFICER, member=member, valid_from=ROLES_BEGIN, valid_to=left)
