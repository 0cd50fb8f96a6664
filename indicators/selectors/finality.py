"""Which figures are provisional: those made from reports of a year that is not complete.

An official series does not wait for reports: its source has the year or has not.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from activities.reporting.models import Question
from activities.reporting.selectors.years import YearStanding, years_of_plans
from indicators.engine.formulas import Reference
from indicators.models import IndicatorVersion
from kernel.measures import MEASURES, Aggregation
from outputs.models import Plan

WORD = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Finality:
    """What is known about the years of a plan; without any, nothing is provisional."""

    years: Mapping[int, YearStanding] = field(default_factory=dict)
    means: frozenset[str] = frozenset()
    """Codes of the questions whose answers are averaged."""

    def year(self, year: int) -> YearStanding:
        return self.years.get(year) or YearStanding(year)

    def is_provisional(self, version: IndicatorVersion, year: int) -> bool:
        """Whether a report on which the figure of `year` rests may still come or change."""
        rests_on = {reference.year or year for reference in reported_in(version)}
        return any(self.year(one).is_provisional for one in rests_on)

    def is_sum(self, version: IndicatorVersion) -> bool:
        """Whether it grows with every report, as a sum or a count does and a share or a mean does not."""
        if version.denominator.strip() or "/" in version.numerator:
            return False
        return not any(found.measure in self.means and not found.members for found in reported_in(version))

    def is_so_far(self, version: IndicatorVersion, year: int) -> bool:
        return self.is_provisional(version, year) and self.is_sum(version)

    @property
    def complete_years(self) -> list[int]:
        return [year for year, standing in self.years.items() if standing.is_complete]


ALL_FINAL = Finality()


@dataclass(frozen=True)
class YearChoice:
    """A year that a page offers."""

    year: int
    is_provisional: bool


def finality_of(plan: Plan) -> Finality:
    return finalities_of([plan])[plan.pk]


def finalities_of(plans: Collection[Plan]) -> dict[int, Finality]:
    """By plan; two queries, however many plans there are."""
    means: dict[int, set[str]] = {}
    averaged = Question.objects.filter(plan__in=plans, aggregation=Aggregation.MEAN)
    for plan, code in averaged.values_list("plan", "code"):
        means.setdefault(plan, set()).add(code)
    years = years_of_plans(plans)
    return {plan: Finality(found, frozenset(means.get(plan, ()))) for plan, found in years.items()}


def reported_in(version: IndicatorVersion) -> tuple[Reference, ...]:
    """The measures of its formula that come from reports."""
    return _reported(version.numerator, version.denominator)


@lru_cache(maxsize=1000)
def _reported(*formulas: str) -> tuple[Reference, ...]:
    words = (found for formula in formulas for found in WORD.findall(formula))
    references = (Reference.read(word) for word in dict.fromkeys(words))
    official = {name for name, measure in MEASURES.declared.items() if not measure.source.is_reported}
    return tuple(found for found in references if found and found.measure not in official)
