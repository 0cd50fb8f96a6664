"""The money of an activity, on its page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.funding.enums import Stage
from activities.funding.rules import VIEW_MONEY_OF_ACTIVITIES
from activities.funding.selectors import money_of
from activities.joints import ACTIVITY_PAGE
from activities.models import Activity
from kernel.joints import Panel
from members.requests import reader

POSITION = 45


def register() -> None:
    ACTIVITY_PAGE.show(Panel("funding/money.html", money, POSITION))


def money(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """For DEVT and DEVCO; nothing where no line names the activity."""
    if not reader(request).has_perm(VIEW_MONEY_OF_ACTIVITIES):
        return None
    years = money_of(activity)
    if not years:
        return None
    return {
        "years": years,
        "headings": [_("planned"), *(stage.label for stage in Stage)],
        "activity": activity,
        "left_out": sum(each.left_out for each in years),
    }
