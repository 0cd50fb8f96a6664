"""Which indicators the dashboard draws, and their pictures."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from actionplan.core.charts import Bar, Chart, bar_chart
from indicators import charts
from indicators.editions.selectors import Dashboard
from indicators.editions.selectors.rates import Rates
from indicators.enums import Split
from indicators.selectors.splits import Groups, split_tables
from indicators.selectors.standings import Standing

if TYPE_CHECKING:
    from members.models import User

HEADLINES = 3
WORST = 2


@dataclass(frozen=True)
class Drawn:
    """An indicator's trend and, where it has regions, the same by region."""

    standing: Standing
    trend: Chart
    regions: Chart | None
    regions_have_sample: bool
    is_behind: bool
    """Drawn because it lags most, not because it is a headline."""


def drawn(dashboard: Dashboard, user: "User", own: Groups) -> list[Drawn]:
    """The plan's headline indicators, then those that lag most."""
    headlines = _headlines(dashboard.standings)
    behind = [one for one in dashboard.worst if one not in headlines][:WORST]
    chosen = [one.indicator for one in (*headlines, *behind)]
    regions = split_tables(chosen, dashboard.year, user, own, Split.UN_REGION)
    found = []
    for standing in (*headlines, *behind):
        trend = charts.trend(standing, dashboard.year)
        tables = regions.get(standing.indicator.pk, [])
        by_region = charts.groups(standing.indicator, tables[0], dashboard.year) if tables else None
        if trend:
            has_sample = any(table.has_sample for table in tables)
            found.append(Drawn(standing, trend, by_region, has_sample, standing in behind))
    return found


def _headlines(standings: Collection[Standing]) -> list[Standing]:
    """Those marked as headlines; where none is marked, the first with a value."""
    marked = [one for one in standings if one.indicator.is_headline]
    return marked or [one for one in standings if one.value is not None][:HEADLINES]


def rates_chart(rates: Rates) -> Chart | None:
    """Percent of the expected reports that came, by UN region."""
    if not rates.total.expected:
        return None
    bars = [Bar(rate.label or _("unknown"), rate.completeness) for rate in rates.regions]
    return bar_chart(bars, "%", _("Reported, by UN region"), _("UN region"))
