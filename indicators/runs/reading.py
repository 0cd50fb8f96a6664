"""What the years of a run are computed from, read at once: formulas, and the amounts that they need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.engine import sql
from indicators.engine.aggregation import Reading, read_amounts
from indicators.engine.amounts import Span, YearAmounts
from indicators.engine.complete_cases import add_complete_cases
from indicators.engine.definitions import Definition, define, years_named
from indicators.models import Indicator, IndicatorVersion
from kernel.measures import MEASURES, Measure
from outputs.models import Plan


@dataclass(frozen=True)
class PlanData:
    """The definitions of some years of a plan, and what they are computed from."""

    definitions: Mapping[int, list[Definition]]
    amounts: Mapping[Span, YearAmounts]

    def years(self, year: int) -> dict[int, YearAmounts]:
        """What is needed for `year`, by the year that it tells of."""
        return {of: amounts for (at, of), amounts in self.amounts.items() if at == year}


def read_plan(plan: Plan, years: Collection[int]) -> PlanData:
    """A dozen queries or so, however many years, indicators, members and facts there are."""
    definitions = definitions_of(plan, years)
    with sql.reading():
        return PlanData(definitions, amounts_of(plan, definitions))


def amounts_of(plan: Plan, definitions: Mapping[int, list[Definition]]) -> dict[Span, YearAmounts]:
    needed = needed_over_spans(definitions)
    own = {span: measures for span, measures in needed.items() if span[0] == span[1]}
    compared = {span: measures for span, measures in needed.items() if span not in own}
    amounts: dict[Span, YearAmounts] = {}
    for spans in (own, compared):
        if spans:
            amounts |= read_amounts(plan, spans, set().union(*spans.values()))
    measures = tuple(set().union(*needed.values()))
    wanted = {(year, definition.cases(year)) for year, own in definitions.items() for definition in own}
    add_complete_cases(Reading(plan, tuple(amounts), measures, amounts), wanted)
    return amounts


def definitions_of(plan: Plan, years: Collection[int]) -> dict[int, list[Definition]]:
    """By year: the newest version of each of the plan's indicators that are valid in it."""
    measures = MEASURES.catalogue(plan)
    newest = IndicatorVersion.objects.filter(indicator__plan=plan).select_related("indicator")
    versions = list(newest.order_by("indicator_id", "-number").distinct("indicator_id"))
    defined = [define(version, measures) for version in versions]
    return {
        year: [definition for definition in defined if is_valid(definition.version.indicator, year)]
        for year in years
    }


def is_valid(indicator: Indicator, year: int) -> bool:
    first, last = indicator.valid_from_year, indicator.valid_to_year
    return (first is None or first <= year) and (last is None or year <= last)


def needed_over_spans(definitions: Mapping[int, list[Definition]]) -> dict[Span, set[Measure]]:
    """Which measures are needed of which year, for members in their categories of which year."""
    return {
        (year, of): measures
        for year, own in definitions.items()
        for of, measures in years_named(own, year).items()
    }
