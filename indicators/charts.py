"""Pictures of an indicator: its trend against targets, and its groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.enums import Direction, Split
from indicators.models import Indicator
from indicators.selectors.disaggregation import Part, SplitTable
from indicators.selectors.member_values import unit_sign
from indicators.selectors.performance import IndicatorPerformance
from kernel import drawing, numbers
from kernel.charts import Bar, BarChart, BarRow, Chart, bar_chart, trend_chart
from kernel.drawing import Point

COUNTRY_GROUPS = (Split.LDC, Split.LLDC, Split.SIDS)
MOST_NAMED = 3
"""Groups that a title names; of more it tells the number."""


@dataclass(frozen=True)
class DrawnSplit:
    """A split's table with the bar of each of its rows."""

    table: SplitTable
    title: str
    rows: list[tuple[Part, BarRow]]
    is_provisional: bool
    is_so_far: bool


def points(standing: IndicatorPerformance) -> list[Point]:
    """Each year from the baseline to the end of the plan."""
    plan = standing.indicator.plan
    return [_point(standing, year) for year in range(plan.baseline_year, plan.years[-1] + 1)]


def _point(standing: IndicatorPerformance, year: int) -> Point:
    target = standing.targets.get(year)
    is_so_far = standing.is_so_far_in(year)
    is_provisional = standing.is_provisional_in(year)
    return Point(
        label=str(year),
        value=standing.value_in(year),
        target=target.value if target else None,
        note=_("so far") if is_so_far else _("provisional") if is_provisional else "",
        is_provisional=is_provisional,
        is_joined=not is_so_far,
        is_least=standing.is_least_in(year),
    )


def trend(standing: IndicatorPerformance) -> Chart | None:
    """Actuals and targets of all years; nothing where there is no actual."""
    found = points(standing)
    if not any(point.value is not None for point in found):
        return None
    return trend_chart(found, unit_of(standing.indicator), trend_title(standing))


def spark(standing: IndicatorPerformance) -> SafeString:
    return drawing.spark_line(points(standing), trend_title(standing))


def trend_title(standing: IndicatorPerformance) -> str:
    """The first final value and the last one up to the year shown; the name alone where there are not two."""
    final = [one for one in points(standing) if one.value is not None and not one.is_provisional]
    final = [one for one in final if int(one.label) <= standing.year]
    indicator = standing.indicator
    if len(final) < 2:  # noqa: PLR2004 - a trend has two ends
        return indicator.name
    ends = {
        "name": indicator.name,
        "first": in_sign(final[0], indicator),
        "last": in_sign(final[-1], indicator),
        "first_year": final[0].label,
        "last_year": final[-1].label,
    }
    return _("%(name)s: %(first)s in %(first_year)s, %(last)s in %(last_year)s") % ends


def groups(standing: IndicatorPerformance, table: SplitTable) -> BarChart | None:
    """A split's groups as bars; nothing where no group has a value."""
    if not any(part.result.has_value for part in table.parts):
        return None
    columns = [table.label, _year_words(standing), _("Target")]
    return bar_chart(
        _bars(table),
        unit_sign(standing.indicator),
        group_title(standing, table),
        columns,
        is_provisional=standing.is_provisional,
    )


def drawn_splits(standing: IndicatorPerformance, tables: Iterable[SplitTable]) -> list[DrawnSplit]:
    return [
        DrawnSplit(
            table,
            group_title(standing, table),
            list(zip(table.parts, bar_chart(_bars(table), "", "", [""]).rows, strict=True)),
            standing.is_provisional,
            standing.is_so_far,
        )
        for table in tables
    ]


def group_title(standing: IndicatorPerformance, table: SplitTable) -> str:
    """Which groups are short of their targets, where they have some; else what is shown."""
    words = {
        "indicator": standing.indicator.name,
        "split": table.label,
        "year": standing.year,
    }
    if table.split in COUNTRY_GROUPS:
        named = _("%(indicator)s: %(split)s and others, %(year)s") % words
    else:
        named = _("%(indicator)s by %(split)s, %(year)s") % words
    if standing.is_provisional or not table.has_targets:
        return named
    short = [part.label for part in table.parts if _is_short(part, standing.indicator)]
    if not short:
        return _("%(named)s: every group reaches its target") % {"named": named}
    if len(short) > MOST_NAMED:
        sentence = ngettext(
            "%(named)s: %(count)s group is short of its target",
            "%(named)s: %(count)s groups are short of their targets",
            len(short),
        )
        return sentence % {"named": named, "count": len(short)}
    sentence = ngettext(
        "%(named)s: %(groups)s is short of its target",
        "%(named)s: %(groups)s are short of their targets",
        len(short),
    )
    return sentence % {"named": named, "groups": get_text_list(short, str(_("and")))}


def _is_short(part: Part, indicator: Indicator) -> bool:
    if part.result.value is None or part.target is None:
        return False
    less_is_better = indicator.direction == Direction.DOWN
    return part.result.value > part.target if less_is_better else part.result.value < part.target


def _bars(table: SplitTable) -> list[Bar]:
    return [
        Bar(
            part.label,
            part.result.value,
            part.target,
            missing=str(part.result.get_no_value_display()),
            is_least=part.result.at_least,
        )
        for part in table.parts
    ]


def _year_words(standing: IndicatorPerformance) -> str:
    if standing.is_so_far:
        return _("%(year)s so far") % {"year": standing.year}
    if standing.is_provisional:
        return _("%(year)s, provisional") % {"year": standing.year}
    return str(standing.year)


def in_sign(point: Point, indicator: Indicator) -> str:
    if point.value is None:
        return ""
    return numbers.bounded(numbers.with_unit(point.value, unit_sign(indicator)), is_least=point.is_least)


def unit_of(indicator: Indicator) -> str:
    return unit_sign(indicator) or indicator.unit
