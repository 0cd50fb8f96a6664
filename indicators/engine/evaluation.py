"""Figures from formulas and cells: pure arithmetic, which reads and writes nothing."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.engine.aggregation import TOTAL, Amount, Group, Pair, YearCells
from indicators.engine.coverage import NOBODY, Coverage, weakest
from indicators.engine.dimensions import MEMBER_SPLITS
from indicators.engine.formulas import Formula, FormulaError, Reference, parse
from indicators.engine.measures import Measure, Source
from indicators.enums import NoValue, Split

if TYPE_CHECKING:
    from indicators.models import IndicatorVersion

MILLIONTH = Decimal("0.000001")
LARGEST = Decimal(10) ** 18
"""What a result's columns hold stays below it."""


@dataclass(frozen=True)
class Figure:
    """What a version comes to in one group, ready to be written as a result."""

    version: int
    split: Split
    group: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    no_value: str = ""
    coverage: Coverage = NOBODY
    at_least: bool = False
    """Whether some of those counted gave only a part of a sum, so that it would be more."""
    others: int = 0
    """How many countries a source has that are no members, and are not counted."""
    imputed: int = 0
    has_sample: bool = False
    does_not_add_up: bool = False
    givers: tuple[tuple[int, ...], ...] = ()
    """Of reported values, by year: the primary keys of the members that gave one."""
    withheld: str = ""
    """Why it is told to DEVT and DEVCO only, if it is."""
    terms_withheld: bool = False
    """Whether its numerator and denominator are told to DEVT and DEVCO only."""
    values: Mapping[Reference, Decimal | None] = field(default_factory=dict)
    given_by: Mapping[Reference, tuple[int, ...]] = field(default_factory=dict)
    """Of each reported measure: the primary keys of the members whose values are counted."""

    @property
    def says_something(self) -> bool:
        return self.numerator is not None or self.coverage.expected > 0

    @property
    def is_out_of_range(self) -> bool:
        return self.no_value == NoValue.OUT_OF_RANGE


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
    def together(self) -> tuple[Reference, ...]:
        """Of a ratio with reported figures above and below the line: these, which count only together."""
        if self.numerator is None or self.denominator is None:
            return ()
        above, below = map(self.reported_in, (self.numerator, self.denominator))
        return tuple(dict.fromkeys((*above, *below))) if above and below else ()

    def reported_in(self, formula: Formula) -> list[Reference]:
        return [
            found for found in formula.references if self.measures[found.measure].source == Source.REPORTS
        ]

    @cached_property
    def reported(self) -> tuple[Reference, ...]:
        return tuple(
            found for found in self.references if self.measures[found.measure].source == Source.REPORTS
        )

    @cached_property
    def mean_of(self) -> Reference | None:
        """The measure whose mean it is: alone, or divided by those who gave it, which says the same."""
        if self.numerator is None or not self.numerator.is_single:
            return None
        [reference] = self.numerator.references
        by_members = replace(reference, members=True)
        divided = self.denominator is None or (
            self.denominator.is_single and self.denominator.references == (by_members,)
        )
        is_mean = self.measures[reference.measure].is_mean and not reference.members
        return reference if divided and is_mean else None

    def pair(self, year: int) -> Pair:
        """Which values a member must have given to be counted for `year`; a single one pairs with itself."""
        found = {(reference.year or year, reference.measure) for reference in self.together}
        return tuple(sorted(found)) if len(found) > 1 else ()

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits that each of its measures can be divided by; a whole of the world stays whole."""
        divided = [measure for measure in self.used if not measure.is_of_the_world]
        if not divided:
            return (Split.TOTAL,)
        return tuple(split for split in divided[0].splits if all(split in other.splits for other in divided))


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


def figures(definition: Definition, cells: Mapping[int, YearCells], year: int) -> list[Figure]:
    """The figures of one version for `year` in total and in every group of every split that it has."""
    if definition.numerator is None:
        return [Figure(definition.version.pk, Split.TOTAL, "", no_value=NoValue.WAITS)]
    total = figure(definition, cells, year, TOTAL)
    found = [total]
    for split in definition.splits:
        if split == Split.TOTAL:
            continue
        groups = cells[year].groups(split, definition.used)
        parts = [figure(definition, cells, year, (split, group), total) for group in groups]
        found += checked(definition, total, [part for part in parts if part.says_something])
    return found


def figure(
    definition: Definition,
    cells: Mapping[int, YearCells],
    year: int,
    group: Group,
    whole: Figure | None = None,
) -> Figure:
    """The figure of one group; `whole` is the total's, of which it is a part."""
    amounts = amounts_of(definition, cells, year, group)
    own = own_amounts(definition, amounts)
    coverage = coverage_of(definition, cells, year, group, own)
    result = Figure(
        definition.version.pk,
        *group,
        coverage=coverage,
        at_least=bool(coverage.in_part) and is_more_with_more(definition),
        others=max((amount.others for amount in own.values()), default=0),
        imputed=imputed_in(definition, own, year),
        has_sample=any(amount.has_sample for amount in amounts.values()),
        givers=givers_by_year(definition, amounts, year),
        values={reference: value_of(definition, reference, amount) for reference, amount in amounts.items()},
        given_by={reference: amounts[reference].givers for reference in definition.reported},
    )
    try:
        return evaluated(definition, amounts, result, whole)
    except ZeroDivisionError:
        return replace(result, no_value=NoValue.ZERO_DENOMINATOR)
    except ArithmeticError:
        return replace(result, no_value=NoValue.OUT_OF_RANGE)


def is_more_with_more(definition: Definition) -> bool:
    """Whether what a member did not give could only have made the figure more."""
    above, below = definition.numerator, definition.denominator
    return bool(
        above
        and above.only_adds
        and definition.mean_of is None
        and not definition.together
        and not (below and definition.reported_in(below))
    )


def coverage_of(
    definition: Definition,
    cells: Mapping[int, YearCells],
    year: int,
    group: Group,
    amounts: Mapping[Reference, Amount],
) -> Coverage:
    """The weakest of its measures; several reported ones are covered by who gave each of them."""
    official = [
        amount.coverage for reference, amount in amounts.items() if reference not in definition.reported
    ]
    if not definition.reported:
        return weakest(official)
    every = set.intersection(*(set(amounts[reference].givers) for reference in definition.reported))
    anyone: dict[int, set[int]] = {}
    for reference in definition.reported:
        found = cells[reference.year or year]
        alone = found.amount(definition.measures[reference.measure], group)
        anyone.setdefault(found.year, set()).update(alone.givers)
    reports = [cells[one].of_reports(group, len(every), len(gave - every)) for one, gave in anyone.items()]
    return weakest([*official, *reports])


def givers_by_year(
    definition: Definition, amounts: Mapping[Reference, Amount], year: int
) -> tuple[tuple[int, ...], ...]:
    found: dict[int, set[int]] = {}
    for reference in definition.reported:
        found.setdefault(reference.year or year, set()).update(amounts[reference].givers)
    return tuple(tuple(sorted(members)) for _year, members in sorted(found.items()))


def amounts_of(
    definition: Definition, cells: Mapping[int, YearCells], year: int, group: Group
) -> dict[Reference, Amount]:
    """What each reference comes to in the group; what counts together from the same members."""
    pair = definition.pair(year)
    return {
        reference: cells[reference.year or year].amount(
            definition.measures[reference.measure], group, pair if reference in definition.together else ()
        )
        for reference in definition.references
    }


def evaluated(
    definition: Definition, amounts: Mapping[Reference, Amount], figure: Figure, whole: Figure | None
) -> Figure:
    """`figure` with its value, or with the reason why it has none.

    A value that no column holds raises ArithmeticError, after which nothing of it is told.
    """
    above, below = terms(definition, amounts, figure, whole)
    has_divisor = definition.denominator is not None or definition.mean_of is not None
    figure = replace(figure, numerator=rounded(above), denominator=rounded(below) if has_divisor else None)
    if above is None or below is None:
        return replace(figure, no_value=why_missing(figure.values))
    if not below:
        return replace(figure, no_value=NoValue.ZERO_DENOMINATOR)
    return replace(figure, value=rounded(definition.version.scale * above / below))


def terms(
    definition: Definition, amounts: Mapping[Reference, Amount], figure: Figure, whole: Figure | None
) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator; of a mean the sum and how many gave a value."""
    if definition.mean_of is not None:
        amount = amounts[definition.mean_of]
        return amount.value, Decimal(amount.members) if amount.members else None
    above = term(definition, definition.numerator, figure, whole) if definition.numerator else None
    below = term(definition, definition.denominator, figure, whole) if definition.denominator else Decimal(1)
    return above, below


def term(definition: Definition, formula: Formula, figure: Figure, whole: Figure | None) -> Decimal | None:
    """A formula over the figure's values, of which those that nobody gave may add nothing."""
    values = {reference: figure.values[reference] for reference in formula.references}
    if is_sum(definition, formula) and any(value is not None for value in values.values()):
        values |= {
            reference: Decimal(0)
            for reference, value in values.items()
            if value is None and adds_nothing(definition, formula, reference, whole)
        }
    return formula.evaluate(values)


def is_sum(definition: Definition, formula: Formula) -> bool:
    return formula.adds_up and not any(
        definition.measures[reference.measure].is_mean for reference in formula.references
    )


def adds_nothing(
    definition: Definition, formula: Formula, reference: Reference, whole: Figure | None
) -> bool:
    """Whether a sum is told without this measure, which nobody gave.

    Of reported ones it is then at least so much.  A part goes without it where others gave
    it, since their sum goes without as well: so the parts make the whole.
    """
    if formula.only_adds and reference in definition.reported:
        return True
    return whole is not None and whole.values[reference] is not None


def value_of(definition: Definition, reference: Reference, amount: Amount) -> Decimal | None:
    if reference.members:
        return Decimal(amount.members) if amount.members else None
    if amount.value is not None and definition.measures[reference.measure].is_mean:
        return amount.value / amount.members
    return amount.value


def why_missing(values: Mapping[Reference, Decimal | None]) -> NoValue:
    """Only the fixed years are missing: there is no baseline; else there are no data."""
    missing = [reference for reference, value in values.items() if value is None]
    return NoValue.NO_BASELINE if missing and all(found.year for found in missing) else NoValue.NO_DATA


def own_amounts(definition: Definition, amounts: Mapping[Reference, Amount]) -> Mapping[Reference, Amount]:
    """The amounts that tell of the group's own members, unless the whole of the world stands alone."""
    own = {
        reference: amount
        for reference, amount in amounts.items()
        if not definition.measures[reference.measure].is_of_the_world
    }
    return own or amounts


def imputed_in(definition: Definition, amounts: Mapping[Reference, Amount], year: int) -> int:
    """How many values their publisher filled in; what two measures take from one series counts once."""
    found: dict[tuple[tuple[str, ...], int], int] = {}
    for reference, amount in amounts.items():
        source = definition.measures[reference.measure].series, reference.year or year
        found[source] = max(found.get(source, 0), amount.imputed)
    return sum(found.values())


def checked(definition: Definition, total: Figure, parts: list[Figure]) -> list[Figure]:
    """The parts of a split, flagged where they do not make up the total."""
    odd = not (
        adds_up(definition, definition.numerator, total.numerator, [part.numerator for part in parts])
        and adds_up(
            definition, definition.denominator, total.denominator, [part.denominator for part in parts]
        )
    )
    members_only = bool(parts) and parts[0].split not in MEMBER_SPLITS
    if members_only and any(reference.members for reference in definition.references):
        odd = False
    return [replace(part, does_not_add_up=odd) for part in parts]


def adds_up(
    definition: Definition, formula: Formula | None, total: Decimal | None, parts: list[Decimal | None]
) -> bool:
    """Whether the parts sum to the total, where a sum is due at all."""
    if formula is None or not formula.adds_up:
        return True
    if definition.mean_of is None and any(
        definition.measures[reference.measure].is_mean for reference in formula.references
    ):
        return True
    if any(definition.measures[reference.measure].is_of_the_world for reference in formula.references):
        return True
    found = sum((part for part in parts if part is not None), Decimal(0))
    return abs(found - (total or 0)) <= MILLIONTH * len(parts)


def rounded(value: Decimal | None) -> Decimal | None:
    """To a millionth; what is too large for a column, or no number, raises ArithmeticError."""
    if value is None:
        return None
    if not value.is_finite() or abs(value) >= LARGEST:
        raise OverflowError
    return value.quantize(MILLIONTH)


def digest(definitions: Iterable[Definition], cells: Mapping[int, YearCells], before: str = "") -> str:
    """The version of the data: equal if and only if formulas and amounts are."""
    found = hashlib.sha256(before.encode())
    for definition in definitions:
        version = definition.version
        found.update(repr((version.pk, version.numerator, version.denominator, version.scale)).encode())
    for year in sorted(cells):
        found.update(repr(sorted(cells[year].amounts.items())).encode())
        found.update(repr(sorted(cells[year].paired.items())).encode())
    return found.hexdigest()
