"""What the members app adds to search: countries, and people for those who may see them."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.registry import Finder, Hit, register_finder
from members.models import Member, MemberName, Role, User
from members.rules import VIEW_PEOPLE


def register() -> None:
    register_finder(Finder(_("Members"), members, 10))
    register_finder(Finder(_("People"), people, 60))


def members(user: User, _words: list[str]) -> Iterator[Hit]:
    names = words_for_members()
    for member in Member.objects.visible_to(user).select_related("region").order_by("country"):
        url = reverse("members:member", args=[member.iso2])
        yield Hit(member.acronym, member.country, str(member.region or ""), url, names[member.pk])


def words_for_members() -> dict[int, str]:
    """By member: codes of the country and every name and acronym that it bears or bore; two queries."""
    words: dict[int, str] = defaultdict(str)
    for key, iso2, iso3, name in Member.objects.order_by().values_list("pk", "iso2", "iso3", "name"):
        words[key] = f"{iso2} {iso3} {name}"
    for key, name, acronym in MemberName.objects.order_by().values_list("member", "name", "acronym"):
        words[key] += f" {acronym} {name}"
    return words


def people(user: User, _words: list[str]) -> Iterator[Hit]:
    """Each person once, with the roles of today that the reader may see."""
    if not user.has_perm(VIEW_PEOPLE):
        return
    held: dict[int, list[Role]] = defaultdict(list)
    roles = Role.objects.visible_to(user).current().select_related("user", "member", "organisation")
    for role in roles.order_by("user__name", "user", "name", "pk"):
        held[role.user_id].append(role)
    for of_person in held.values():
        person = of_person[0].user
        url = f"{reverse('members:people')}?{urlencode({'q': person.email})}"
        yield Hit("", person.name, " · ".join(map(str, of_person)), url, person.email)
