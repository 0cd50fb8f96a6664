"""What pages of lower apps and the start page show of indicators and dashboards."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from activities.models import Activity
from indicators.editions.selectors import current_plan, dashboard
from indicators.models import Indicator
from indicators.selectors.standings import newest_year, standings
from outputs.models import Output, Plan


def of_output(request: HttpRequest, output: Output) -> dict[str, Any] | None:
    """The indicators of the output and of its activities' effectiveness."""
    return _table(request, output.plan, Q(output=output) | Q(activity__output=output))


def of_activity(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    return _table(request, activity.output.plan, Q(activity=activity))


def _table(request: HttpRequest, plan: Plan, which: Q) -> dict[str, Any] | None:
    visible = Indicator.objects.visible_to(request.user).filter(which, plan=plan)
    indicators = list(
        visible.select_related("plan", "output", "activity__output").order_by("position", "code")
    )
    if not indicators:
        return None
    year = newest_year(plan, request.user)
    return {
        "year": year,
        "standings": standings(plan, year, request.user, indicators),
        "may_see_results": request.user.has_perm("indicators.view_results"),
    }


def of_home(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """DEVCO finds the newest dashboard at a glance, DEVT and members the way to it."""
    if not request.user.has_perm("editions.view_dashboard"):
        return None
    plan = current_plan(request.user)
    if plan is None:
        return None
    year = newest_year(plan, request.user)
    found = dashboard(plan, year, request.user) if request.user.is_devco else None
    return {"plan": plan, "year": year, "dashboard": found}
