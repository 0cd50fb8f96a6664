"""What committees add to search."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from kernel.registry import Finder, Hit, register_finder
from members.committees.models import Committee
from members.models import User


def register() -> None:
    register_finder(Finder(_("Committees"), committees, 70))


def committees(user: User, _words: list[str]) -> Iterator[Hit]:
    found = Committee.objects.visible_to(user).order_by("number", "subcommittee_number", "pk")
    for committee in found:
        yield Hit(committee.reference, committee.title, "", committee.get_absolute_url())
