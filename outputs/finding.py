"""What the plan adds to search."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from kernel.registry import Finder, Hit, register_finder
from members.models import User
from outputs.models import Output


def register() -> None:
    register_finder(Finder(_("Outputs"), outputs, 20))


def outputs(user: User, _words: list[str]) -> Iterator[Hit]:
    found = Output.objects.visible_to(user).select_related("plan").order_by("plan", "number")
    for output in found:
        url = output.get_absolute_url()
        named = _("output %(number)s") % {"number": output.number}
        yield Hit(str(output.number), output.title, output.plan.title, url, f"{named} {output.short_name}")
