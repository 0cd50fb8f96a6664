"""A version of an indicator with its formulas read and its measures found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.engine.amounts import Cases
from indicators.engine.dimensions import MEMBER_SPLITS
from indicators.engine.formulas import Formula, FormulaError, Reference, parse
from indicators.enums import Split
from kernel.measures import Measure

if TYPE_CHECKING:
    from indicators.models import IndicatorVersion


@dataclass(frozen=True)
class Definition:
    """A version with its formulas read and its measures found."""

    version: "IndicatorVersion"
    numerator: Formula | None
    denominator: Formula | None
    measures: Mapping[str, Measure]
    problem: str = ""
    """Why it cannot be computed although it has a formula."""

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        formulas = [formula for formula in (self.numerator, self.denominator) if formula]
        return tuple(dict.fromkeys(found for formula in formulas for found in formula.references))

    @cached_property
    def used(self) -> tuple[Measure, ...]:
        return tuple(dict.fromkeys(self.measures[found.measure] for found in self.references))

    @cached_property
    def counted_together(self) -> tuple[Reference, ...]:
        """Of a ratio with reported figures above and below the line: these, of which complete cases count."""
        if self.numerator is None or self.denominator is None:
            return ()
        above, below = map(self.reported_in, (self.numerator, self.denominator))
        return tuple(dict.fromkeys((*above, *below))) if above and below else ()

    def reported_in(self, formula: Formula) -> list[Reference]:
        return [found for found in formula.references if self.measures[found.measure].source.is_reported]

    @cached_property
    def reported(self) -> tuple[Reference, ...]:
        return tuple(found for found in self.references if self.measures[found.measure].source.is_reported)

    @cached_property
    def confidential(self) -> tuple[Reference, ...]:
        return tuple(
            found for found in self.references if self.measures[found.measure].source.is_confidential
        )

    @cached_property
    def own(self) -> tuple[Reference, ...]:
        """Those that tell of a group's own members, unless a whole of all members stands alone."""
        own = [found for found in self.references if not self.measures[found.measure].is_of_all_members]
        return tuple(own) or self.references

    def is_averaged(self, reference: Reference) -> bool:
        """Whether the reference stands for a mean, and not for how many gave it."""
        return self.measures[reference.measure].aggregation.is_mean and not reference.members

    def is_summed(self, reference: Reference) -> bool:
        """Whether what it stands for in parts sums to what it stands for in the whole."""
        return reference.members or self.measures[reference.measure].aggregation.is_additive

    @cached_property
    def mean_of(self) -> Reference | None:
        """The measure whose mean it is: alone, or divided by those who gave it, which says the same."""
        if self.numerator is None or not self.numerator.is_single:
            return None
        [reference] = self.numerator.references
        by_members = reference._replace(members=True)
        divided = self.denominator is None or (
            self.denominator.is_single and self.denominator.references == (by_members,)
        )
        return reference if divided and self.is_averaged(reference) else None

    @property
    def has_divisor(self) -> bool:
        return self.denominator is not None or self.mean_of is not None

    def cases(self, year: int) -> Cases:
        """What a member must have given to be counted for `year`; a single value is complete by itself."""
        found = {(reference.year or year, reference.measure) for reference in self.counted_together}
        return tuple(sorted(found)) if len(found) > 1 else ()

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """The dimensions of members, and those that the records of all its measures share.

        A whole of all members stays whole.
        """
        divided = [measure for measure in self.used if not measure.is_of_all_members]
        if not divided:
            return (Split.TOTAL,)
        shared = [
            dimension.key
            for dimension in divided[0].dimensions
            if all(dimension in other.dimensions for other in divided)
        ]
        return (*MEMBER_SPLITS, *shared)


def define(version: "IndicatorVersion", measures: Mapping[str, Measure]) -> Definition:
    """Read a version's formulas; what is broken is told in `problem`, and waits."""
    try:
        numerator = parse(version.numerator, measures) if version.numerator.strip() else None
        denominator = parse(version.denominator, measures) if version.denominator.strip() else None
    except FormulaError as error:
        return Definition(version, None, None, measures, problem=f"{version.indicator.code}: {error}")
    return Definition(version, numerator, denominator, measures)


def years_named(definitions: Iterable[Definition], year: int) -> dict[int, set[Measure]]:
    """Which measures the definitions need of which year, when they are computed for `year`."""
    needed: dict[int, set[Measure]] = {year: set()}
    for definition in definitions:
        for reference in definition.references:
            needed.setdefault(reference.year or year, set()).add(definition.measures[reference.measure])
    return needed
