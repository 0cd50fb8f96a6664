"""What other apps' pages show of progress reports.

Counts to DEVT and DEVCO, for in a small region they tell who said what; texts to DEVT alone.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.models import Activity
from activities.reporting.rules import READ_NARRATIVES, VIEW_ACCEPTED
from activities.reporting.selectors.accepted import accepted_years, latest
from activities.reporting.selectors.benefited import benefited_of
from activities.reporting.selectors.narratives import narratives_of
from activities.reporting.selectors.ratings import legend_of, ratings_by_activity, ratings_of
from activities.selectors import activities_of, activities_of_plan
from kernel.charts import Bar, bar_chart
from members.requests import reader
from outputs.models import Output, Plan

SHOWN = 4


def ratings(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    if not reader(request).has_perm(VIEW_ACCEPTED):
        return None
    found = ratings_of(activity)
    return None if found is None else {"ratings": found, "rows": [*found.regions, found.all]}


def narratives(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """The first few of the year that pages open on."""
    may_read = reader(request).has_perm(READ_NARRATIVES)
    year = latest(accepted_years(activity.output.plan)) if may_read else None
    if year is None:
        return None
    found = narratives_of(activity).filter(report__round__year=year.year)
    return {
        "activity": activity,
        "of_year": year,
        "told": found.count(),
        "first": found[:SHOWN],
    }


def benefited(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    found = benefited_of(activity) if reader(request).has_perm(VIEW_ACCEPTED) else None
    if found is None:
        return None
    bars = [Bar(name, number) for name, number in found.named]
    chart = bar_chart(
        bars,
        "",
        _("Who benefited, as members say"),
        [_("Target group"), _("Reports")],
        is_provisional=not found.year.is_closed,
    )
    return {"benefited": found, "chart": chart}


def ratings_of_output(request: HttpRequest, output: Output) -> dict[str, Any] | None:
    if not reader(request).has_perm(VIEW_ACCEPTED):
        return None
    return rating_bars(output.plan, activities_of(output))


def ratings_of_plan(request: HttpRequest, plan: Plan) -> dict[str, Any] | None:
    if not reader(request).has_perm(VIEW_ACCEPTED):
        return None
    return rating_bars(plan, activities_of_plan(plan), by_output=True)


def rating_bars(
    plan: Plan, activities: Iterable[Activity], *, by_output: bool = False
) -> dict[str, Any] | None:
    """A row for each activity; nothing before a report is accepted."""
    shown = list(activities)
    found = ratings_by_activity(plan, shown)
    if not found:
        return None
    rows = [(activity, found[activity.pk].all) for activity in shown]
    return {
        "ratings": found[shown[0].pk],
        "legend": legend_of(rated.scale for _activity, rated in rows),
        "groups": [
            (output if by_output else None, list(of_output))
            for output, of_output in groupby(rows, key=lambda row: row[0].output)
        ],
    }
