"""One indicator with everything that explains its figures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from indicators import charts
from indicators.enums import Split
from indicators.labels import GroupLabels
from indicators.models import Indicator, IndicatorVersion, Result
from indicators.rules import VIEW_RESULTS
from indicators.selectors.disaggregation import SplitTable, split_tables
from indicators.selectors.finality import YearChoice, reported_in
from indicators.selectors.formula import formula_in_words
from indicators.selectors.lineage.measures import lineage
from indicators.selectors.lineage.table import columns, hidden, left_out, member_rows
from indicators.selectors.member_values import mine
from indicators.selectors.performance import IndicatorPerformance, standings
from kernel.asked import AskedWronglyError, not_one_of, paged

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
    standing = performance_of(indicator, asked.year, user)
    version = version_of(standing)
    return {
        "plan": indicator.plan,
        "indicator": indicator,
        "year": standing.year,
        "years": year_choices(standing),
        "is_reported": bool(version and reported_in(version)),
        "completeness": standing.finality.years.get(standing.year),
        "standing": standing,
        "formula_version": version,
        "formula": formula_in_words(version),
        "facts": facts(indicator),
        **(results_of(standing, asked, user) if user.has_perm(VIEW_RESULTS) else {}),
    }


def years_of(indicator: Indicator) -> list[int]:
    """Of which it may have figures."""
    return [indicator.plan.baseline_year, *indicator.plan.years]


def performance_of(indicator: Indicator, asked_year: int | None, user: "User") -> IndicatorPerformance:
    [found] = standings(indicator.plan, 0, user, [indicator])
    return replace(found, year=shown_year(found, asked_year))


def year_choices(standing: IndicatorPerformance) -> list[YearChoice]:
    """The baseline year and those of the plan; provisional where the indicator's figure is."""
    years = years_of(standing.indicator)
    return [YearChoice(year, standing.is_provisional_in(year)) for year in years]


def results_of(standing: IndicatorPerformance, asked: Asked, user: "User") -> dict[str, Any]:
    indicator, year = standing.indicator, standing.year
    own = mine(indicator.plan, year, user)
    splits = split_tables([indicator], year, user, own.groups).get(indicator.pk, [])
    result = asked_result(standing, splits, asked)
    return {
        "may_see_results": True,
        "mine": own,
        "splits": splits,
        "trend": charts.trend(standing),
        "drawn_splits": charts.drawn_splits(standing, splits),
        **(lineage_of(result, asked.page, user) if result else {}),
    }


def asked_result(standing: IndicatorPerformance, splits: Iterable[SplitTable], asked: Asked) -> Result | None:
    """The total, or the group's result; a group that the year does not have is refused."""
    if asked.split == Split.TOTAL:
        return standing.result
    results = [part.result for table in splits if table.split == asked.split for part in table.parts]
    groups = {result.group: result for result in results}
    if asked.group not in groups:
        raise AskedWronglyError({"group": [not_one_of(asked.group, list(groups))]})
    return groups[asked.group]


def lineage_of(result: Result, page: int, user: "User") -> dict[str, Any]:
    """The values that the result was computed from, as far as the reader may see them, a page at a time."""
    found = lineage(result, user)
    rows = member_rows(found)
    plan_id = result.version.indicator.plan_id
    return {
        "lineage": found,
        "lineage_group": GroupLabels().label(result.split, result.group, plan_id),
        "lineage_columns": columns(found),
        "lineage_page": paged(rows, LINES_PER_PAGE, page),
        "lineage_hidden": hidden(found),
        "lineage_left_out": left_out(found),
    }


def shown_year(standing: IndicatorPerformance, asked: int | None) -> int:
    """The year asked for if the plan has it, else the last with a final value.

    While there is none, the newest with a value, and without any value the plan's current year.
    """
    plan = standing.indicator.plan
    years = {plan.baseline_year, *plan.years}
    if asked is not None and asked in years:
        return asked
    valued = [
        year
        for year, result in standing.results.items()
        if (result.has_value or result.withheld) and year in years
    ]
    final = [year for year in valued if not standing.is_provisional_in(year)]
    return max(final or valued, default=plan.current_year)


def version_of(standing: IndicatorPerformance) -> IndicatorVersion | None:
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
