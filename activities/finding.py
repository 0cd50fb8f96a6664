"""What activities add to search."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from kernel.registry import Finder, Hit, register_finder
from members.models import User


def register() -> None:
    register_finder(Finder(_("Activities"), activities, 30))


def activities(user: User, _words: list[str]) -> Iterator[Hit]:
    found = Activity.objects.visible_to(user).select_related("output__plan").order_by("output", "number")
    for activity in found:
        about = str(activity.output)
        yield Hit(activity.code, activity.title, about, activity.get_absolute_url(), activity.description)
