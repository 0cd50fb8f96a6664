"""Who hears of a report: those who fill it in or sign it, and DEVT."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from members.enums import DEVT_ROLES, NSB_WRITERS
from members.models import Role, User


def people_of_members(member_ids: Iterable[int]) -> dict[int, list[User]]:
    """The editors and authorised officers of today, by member; one query."""
    roles = (
        Role.objects.current()
        .filter(name__in=NSB_WRITERS, member__in=member_ids, user__is_active=True)
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
