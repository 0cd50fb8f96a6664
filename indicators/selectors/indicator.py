"""One indicator with everything that explains its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from actionplan.core.charts import Chart
from indicators import charts
from indicators.enums import Split
from indicators.labels import GroupLabels
from indicators.models import Indicator, IndicatorVersion, Result
from indicators.selectors.formula import formula_in_words
from indicators.selectors.lineage import lineage
from indicators.selectors.lineage_table import columns, hidden, left_out, member_rows
from indicators.selectors.mine import mine
from indicators.selectors.splits import SplitTable, split_tables
from indicators.selectors.standings import Standing, standings

if TYPE_CHECKING:
    from members.models import User


LINES_PER_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """Which figure of an indicator is asked for."""

    year: int | None = None
    split: str = Split.TOTAL
    group: str = ""
    page: int = 1


def indicator_page(indicator: Indicator, asked: Asked, user: "User") -> dict[str, Any]:
    """What its page shows; results only to those who may see them."""
    standing = standing_of(indicator, asked.year, user)
    version = version_of(standing)
    return {
        "plan": indicator.plan,
        "indicator": indicator,
        "year": standing.year,
        "years": [indicator.plan.baseline_year, *indicator.plan.years],
        "standing": standing,
        "formula_version": version,
        "formula": formula_in_words(version),
        "facts": facts(indicator),
        **(results_of(standing, asked, user) if user.has_perm("indicators.view_results") else {}),
    }


def standing_of(indicator: Indicator, asked_year: int | None, user: "User") -> Standing:
    [found] = standings(indicator.plan, 0, user, [indicator])
    return replace(found, year=shown_year(indicator, asked_year, found.results))


def results_of(standing: Standing, asked: Asked, user: "User") -> dict[str, Any]:
    indicator, year = standing.indicator, standing.year
    own = mine(indicator.plan, year, user)
    splits = split_tables([indicator], year, user, own.groups).get(indicator.pk, [])
    result = asked_result(standing, splits, asked)
    return {
        "may_see_results": True,
        "mine": own,
        "splits": splits,
        "trend": charts.trend(standing, indicator.plan.years[-1]),
        "regions": regions_chart(standing, splits),
        **(lineage_of(result, asked.page, user) if result else {}),
    }


def regions_chart(standing: Standing, splits: Iterable[SplitTable]) -> Chart | None:
    tables = [table for table in splits if table.split == Split.UN_REGION]
    return charts.groups(standing.indicator, tables[0], standing.year) if tables else None


def asked_result(standing: Standing, splits: Iterable[SplitTable], asked: Asked) -> Result | None:
    """The group's result if there is such a group, else the total."""
    parts = (part for table in splits for part in table.parts)
    key = (asked.split, asked.group)
    return next((one.result for one in parts if (one.result.split, one.result.group) == key), standing.result)


def lineage_of(result: Result, page: int, user: "User") -> dict[str, Any]:
    """The values that the result was computed from, as far as the reader may see them, a page at a time."""
    found = lineage(result, user)
    rows = member_rows(found)
    plan_id = result.version.indicator.plan_id
    return {
        "lineage": found,
        "lineage_group": GroupLabels().label(result.split, result.group, plan_id),
        "lineage_columns": columns(found),
        "lineage_page": Paginator(rows, LINES_PER_PAGE).get_page(page),
        "lineage_hidden": hidden(found),
        "lineage_left_out": left_out(found),
    }


def shown_year(indicator: Indicator, asked: int | None, results: Mapping[int, Result]) -> int:
    """The year asked for if the plan has it, else the newest with a value, else the plan's current one."""
    years = {indicator.plan.baseline_year, *indicator.plan.years}
    if asked is not None and asked in years:
        return asked
    valued = [year for year, result in results.items() if result.value is not None and year in years]
    return max(valued, default=indicator.plan.current_year)


def version_of(standing: Standing) -> IndicatorVersion | None:
    """The version that the result was computed with, else the newest."""
    if standing.result:
        return standing.result.version
    return standing.indicator.versions.order_by("-number").first()


def facts(indicator: Indicator) -> list[tuple[str, str]]:
    """What else the definition says, leaving out what it does not."""
    found = [
        (_("Means of verification"), indicator.means_of_verification),
        (_("Assumption"), indicator.assumption),
        (_("Responsible"), indicator.responsible),
        (_("Frequency"), indicator.frequency),
        (_("Disaggregations wanted"), ", ".join(indicator.disaggregations)),
        (_("Origin"), indicator.origin),
        (_("Caveat"), indicator.caveat),
        (_("References"), "; ".join(indicator.method_refs)),
    ]
    return [(label, text) for label, text in found if text]
