"""Which indicators the dashboard draws, and their pictures."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from activities.reporting.selectors.rates import Rate, Rates
from indicators import charts
from indicators.dashboard.selectors import Dashboard
from indicators.dashboard.selectors.outputs import COUNTED, OutputStanding
from indicators.enums import Split, Status
from indicators.selectors.disaggregation import Groups, Part, SplitTable, split_tables
from indicators.selectors.performance import IndicatorPerformance
from kernel.charts import Bar, BarChart, Chart, Segment, bar_chart, segments

if TYPE_CHECKING:
    from members.models import User

HEADLINES = 3
MOST_OF_A_STATUS = 5
"""Indicators that a status names among those that need attention."""


@dataclass(frozen=True)
class Headline:
    """An indicator's trend and, where it has regions, the same by region."""

    standing: IndicatorPerformance
    trend: Chart
    regions: BarChart | None


@dataclass(frozen=True)
class Attention:
    """The indicators of one status that lag most, with their trends."""

    status: Status
    all: int
    rows: list[tuple[IndicatorPerformance, SafeString]]


@dataclass(frozen=True)
class OutputBar:
    standing: OutputStanding
    segments: list[Segment]


@dataclass(frozen=True)
class RateBar:
    rate: Rate
    segments: list[Segment]


def headlines(dashboard: Dashboard, user: "User", own: Groups) -> list[Headline]:
    """The plan's headline indicators; where none is marked, the first with a value."""
    chosen = _headlines(dashboard.standings)
    regions = split_tables([one.indicator for one in chosen], dashboard.year, user, own, Split.UN_REGION)
    found = []
    for standing in chosen:
        trend = charts.trend(standing)
        tables = regions.get(standing.indicator.pk, [])
        if trend:
            by_region = charts.groups(standing, tables[0]) if tables else None
            found.append(Headline(standing, trend, by_region))
    return found


def _headlines(standings: Collection[IndicatorPerformance]) -> list[IndicatorPerformance]:
    marked = [one for one in standings if one.indicator.is_headline]
    return marked or [one for one in standings if one.value is not None][:HEADLINES]


def attention(dashboard: Dashboard) -> list[Attention]:
    """Off track, then at risk; of each those that lag most."""
    found = []
    for status in (Status.OFF_TRACK, Status.AT_RISK):
        behind = [one for one in dashboard.worst if one.status == status]
        rows = [(one, charts.spark(one)) for one in behind[:MOST_OF_A_STATUS]]
        if rows:
            found.append(Attention(status, len(behind), rows))
    return found


def output_bars(outputs: Collection[OutputStanding]) -> list[OutputBar]:
    """Each output's indicators by status; the longest bar is the output with the most indicators."""
    most = max((one.all for one in outputs), default=0)
    return [
        OutputBar(
            one,
            segments(((status.value, str(status.label), one.by_status[status]) for status in COUNTED), most),
        )
        for one in outputs
    ]


def rate_bars(rates: Rates) -> list[RateBar]:
    """Each region's reports: on time, late, missing, to come."""
    return [RateBar(rate, _rate_segments(rate)) for rate in rates.regions]


def _rate_segments(rate: Rate) -> list[Segment]:
    kinds = [
        ("on-time", _("on time"), rate.on_time),
        ("late", _("late"), rate.late),
        ("none", _("not in"), rate.missing),
        ("to-come", _("to come"), rate.to_come),
    ]
    return segments(kinds, rate.expected)


@dataclass(frozen=True)
class LeftBehind:
    """Of an indicator that adds up, what groups hold against their share of the members."""

    standing: IndicatorPerformance
    chart: BarChart


def left_behind(dashboard: Dashboard, user: "User", own: Groups) -> LeftBehind | None:
    """Of the first headline of official statistics, whose members are all known."""
    chosen = [one for one in _headlines(dashboard.standings) if _is_divided(one)]
    if not chosen:
        return None
    standing = chosen[0]
    tables = split_tables([standing.indicator], dashboard.year, user, own, *charts.COUNTRY_GROUPS)
    parts = [part for table in tables.get(standing.indicator.pk, []) for part in _yes(table)]
    bars = [bar for part in parts if (bar := _share(part, standing)) is not None]
    if not bars:
        return None
    columns = [_("Group"), _("Share"), _("Share of members")]
    title = _("Share of each group in “%(indicator)s”, %(year)s")
    named = title % {"indicator": standing.indicator.name, "year": dashboard.year}
    return LeftBehind(standing, bar_chart(bars, "%", named, columns))


def _is_divided(standing: IndicatorPerformance) -> bool:
    """Whether its total is a sum of official values, so that a group has a share in it."""
    result = standing.result
    is_official = bool(result) and not standing.is_reported
    return bool(is_official and result and result.denominator is None and standing.value)


def _yes(table: SplitTable) -> list[Part]:
    return [part for part in table.parts if part.result.group == "yes"]


def _share(part: Part, standing: IndicatorPerformance) -> Bar | None:
    total = standing.result
    if total is None or not total.value or not total.expected or part.result.value is None:
        return None
    held = Decimal(100) * part.result.value / total.value
    members = Decimal(100) * part.result.expected / total.expected
    return Bar(part.label, held, members)
