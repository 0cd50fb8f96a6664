"""What indicators add to search."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator
from kernel.registry import Finder, Hit, register_finder
from members.models import User


def register() -> None:
    register_finder(Finder(_("Indicators"), indicators, 40))


def indicators(user: User, _words: list[str]) -> Iterator[Hit]:
    found = Indicator.objects.visible_to(user).select_related("plan").order_by("plan", "position", "code")
    for indicator in found:
        url, plan = indicator.get_absolute_url(), indicator.plan.title
        yield Hit(indicator.code, indicator.name, "", url, indicator.definition, plan)
