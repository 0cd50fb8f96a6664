"""What pages of lower apps and the start page show of indicators and dashboards."""

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q
from django.http import HttpRequest

from activities.models import Activity
from indicators.dashboard.page import at_a_glance
from indicators.dashboard.rules import VIEW_DASHBOARD
from indicators.dashboard.selectors import current_plan, dashboard
from indicators.models import Indicator
from indicators.rules import VIEW_RESULTS
from indicators.selectors.finality import finality_of
from indicators.selectors.performance import opening_year, standings
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


def of_output(request: HttpRequest, output: Output) -> dict[str, Any] | None:
    """The indicators of the output and of its activities' effectiveness."""
    return _table(request, output.plan, Q(output=output) | Q(activity__output=output))


def of_activity(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    return _table(request, activity.output.plan, Q(activity=activity))


def _table(request: HttpRequest, plan: Plan, which: Q) -> dict[str, Any] | None:
    person = cast("User", request.user)
    visible = Indicator.objects.visible_to(person).filter(which, plan=plan)
    indicators = list(
        visible.select_related("plan", "output", "activity__output").order_by("position", "code")
    )
    if not indicators:
        return None
    finality = finality_of(plan)
    year = opening_year(plan, person, finality)
    found = standings(plan, year, person, indicators, finality)
    return {
        "year": year,
        "completeness": finality.year(year),
        "standings": found,
        "has_sample_result": any(one.is_sample_result for one in found),
        "has_sample_target": any(one.is_sample_target for one in found),
        "may_see_results": person.has_perm(VIEW_RESULTS),
    }


def of_home(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """DEVCO finds the newest dashboard at a glance, DEVT and members the way to it."""
    person = cast("User", request.user)
    plan = current_plan(person) if person.has_perm(VIEW_DASHBOARD) else None
    if plan is None:
        return None
    year = opening_year(plan, person)
    glance = at_a_glance(dashboard(plan, year, person)) if person.is_devco else {"dashboard": None}
    return {"plan": plan, "year": year, **glance}
