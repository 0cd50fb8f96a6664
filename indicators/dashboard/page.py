"""The dashboard as its page lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from indicators.dashboard import charts
from indicators.dashboard.forms import TableFilter
from indicators.dashboard.selectors import Dashboard, dashboard
from indicators.enums import IndicatorLevel
from indicators.selectors.finality import YearChoice
from indicators.selectors.member_values import mine
from indicators.selectors.performance import IndicatorPerformance
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class TableGroup:
    """Rows of the indicator table under one heading."""

    title: str
    standings: list[IndicatorPerformance]
    is_effectiveness: bool = False


def dashboard_page(plan: Plan, year: int, user: "User", query: QueryDict) -> dict[str, Any]:
    found = dashboard(plan, year, user)
    form = TableFilter(query, found)
    own = mine(plan, year, user)
    return {
        "plan": plan,
        "year": year,
        "previous_year": year - 1,
        "years": [YearChoice(one, found.finality.year(one).is_provisional) for one in plan.years],
        "form": form,
        "groups": table_groups(form.standings(), [one.output for one in found.outputs]),
        "mine": own,
        "headlines": charts.headlines(found, user, own.groups),
        "attention": charts.attention(found),
        "left_behind": charts.left_behind(found, user, own.groups),
        **at_a_glance(found),
    }


def at_a_glance(found: Dashboard) -> dict[str, Any]:
    """What the page and the start page show alike."""
    later = [one for year, one in sorted(found.finality.years.items()) if year > found.year]
    return {
        "dashboard": found,
        "completeness": found.completeness,
        "provisional_years": [one for one in later if one.is_provisional],
        "output_bars": charts.output_bars(found.outputs),
        "rate_bars": charts.rate_bars(found.rates),
    }


def table_groups(standings: Iterable[IndicatorPerformance], outputs: Iterable[Output]) -> list[TableGroup]:
    """Purpose, each output, then effectiveness; a heading without rows is left out."""
    chosen = list(standings)

    def of(level: IndicatorLevel) -> list[IndicatorPerformance]:
        return [one for one in chosen if one.indicator.level == level]

    groups = [TableGroup(_("Purpose"), of(IndicatorLevel.PURPOSE))]
    for output in outputs:
        title = _("Output %(number)s: %(name)s") % {"number": output.number, "name": output.short_name}
        own = [one for one in of(IndicatorLevel.OUTPUT) if one.output == output]
        groups.append(TableGroup(title, own))
    groups.append(
        TableGroup(_("Effectiveness of activities"), of(IndicatorLevel.EFFECTIVENESS), is_effectiveness=True)
    )
    return [group for group in groups if group.standings]
