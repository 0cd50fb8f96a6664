"""One indicator with everything that explains its figures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from indicators.models import Indicator, IndicatorVersion, Result
from indicators.selectors.splits import split_tables
from indicators.selectors.standings import Standing, standings

if TYPE_CHECKING:
    from members.models import User


def indicator_page(indicator: Indicator, asked_year: int | None, user: "User") -> dict[str, Any]:
    """What its page shows; results only to those who may see them."""
    [found] = standings(indicator.plan, 0, user, [indicator])
    year = shown_year(indicator, asked_year, found.results)
    standing = Standing(indicator, year, found.results, found.targets)
    return {
        "plan": indicator.plan,
        "indicator": indicator,
        "year": year,
        "years": [indicator.plan.baseline_year, *indicator.plan.years],
        "standing": standing,
        "formula_version": version_of(standing),
        "may_see_results": user.has_perm("indicators.view_results"),
        "facts": facts(indicator),
        "splits": split_tables([indicator], year, user, {}).get(indicator.pk, []),
    }


def shown_year(indicator: Indicator, asked: int | None, results: Mapping[int, Result]) -> int:
    """The year asked for if the plan has it, else the newest with a value, else the plan's current one."""
    years = {indicator.plan.baseline_year, *indicator.plan.years}
    if asked in years:
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
