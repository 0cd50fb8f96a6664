"""Pictures of an indicator: its trend against targets, and its groups."""

from decimal import Decimal

from django.utils.translation import gettext as _

from actionplan.core.charts import Bar, Chart, bar_chart, trend_chart
from indicators.models import Indicator
from indicators.selectors.mine import unit_sign
from indicators.selectors.splits import SplitTable
from indicators.selectors.standings import Standing


def trend(standing: Standing, until: int) -> Chart | None:
    """Actuals from the baseline up to a year, and all targets; nothing where there is no actual."""
    plan = standing.indicator.plan
    points = {year: _value(standing, year) for year in range(plan.baseline_year, until + 1)}
    if not any(value is not None for value in points.values()):
        return None
    targets = {year: target.value for year, target in standing.targets.items()}
    years = dict.fromkeys(plan.years)
    return trend_chart(years | points, targets, unit_of(standing.indicator), standing.indicator.name)


def _value(standing: Standing, year: int) -> Decimal | None:
    result = standing.results.get(year)
    if result is None and year == standing.indicator.baseline_year:
        return standing.baseline
    return result.value if result else None


def groups(indicator: Indicator, table: SplitTable, year: int) -> Chart | None:
    """A split's groups as bars; nothing where no group has a value."""
    bars = [Bar(part.label, part.result.value, part.target) for part in table.parts]
    if not any(bar.value is not None for bar in bars):
        return None
    title = _("%(indicator)s by %(split)s, %(year)s") % {
        "indicator": indicator.name,
        "split": table.label,
        "year": year,
    }
    return bar_chart(bars, unit_of(indicator), title, table.label)


def unit_of(indicator: Indicator) -> str:
    return unit_sign(indicator) or indicator.unit
