"""What other apps' pages show of progress reports."""

from typing import Any

from django.http import HttpRequest

from activities.models import Activity
from activities.reporting.selectors.ratings import ratings_of
from members.requests import reader


def ratings(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """To DEVT and DEVCO, who read each report: in a small region a count tells who said what."""
    user = reader(request)
    if not (user.is_devt or user.is_devco):
        return None
    found = ratings_of(activity)
    return None if found is None else {"ratings": found, "rows": [*found.regions, found.all]}
