"""Figures from formulas and cells: pure arithmetic, which reads and writes nothing."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from indicators.cells import TOTAL, Amount, Group, Pair, YearCells
from indicators.coverage import NOBODY, Coverage, weakest
from indicators.enums import NoValue, Split
from indicators.formulas import Formula, FormulaError, Reference, parse
from indicators.groups import MEMBER_SPLITS
from indicators.measures import Measure, Source
from indicators.models import IndicatorVersion

MILLIONTH = Decimal("0.000001")


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
    imputed: int = 0
    has_sample: bool = False
    does_not_add_up: bool = False

    @property
    def says_something(self) -> bool:
        return self.numerator is not None or self.coverage.expected > 0


@dataclass(frozen=True)
class Definition:
    """A version with its formulas read and its measures found."""

    version: IndicatorVersion
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


def define(version: IndicatorVersion, measures: Mapping[str, Measure]) -> Definition:
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
    found = [figure(definition, cells, year, TOTAL)]
    for split in definition.splits:
        if split == Split.TOTAL:
            continue
        groups = cells[year].groups(split, definition.used)
        parts = [figure(definition, cells, year, (split, group)) for group in groups]
        found += checked(definition, found[0], [part for part in parts if part.says_something])
    return found


def figure(definition: Definition, cells: Mapping[int, YearCells], year: int, group: Group) -> Figure:
    amounts = amounts_of(definition, cells, year, group)
    own = own_amounts(definition, amounts)
    result = Figure(
        definition.version.pk,
        *group,
        coverage=weakest(amount.coverage for amount in own.values()),
        imputed=imputed_in(definition, own, year),
        has_sample=any(amount.has_sample for amount in amounts.values()),
    )
    return evaluated(definition, amounts, result)


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


def evaluated(definition: Definition, amounts: Mapping[Reference, Amount], figure: Figure) -> Figure:
    """`figure` with its value, or with the reason why it has none."""
    values = {reference: value_of(reference, amount) for reference, amount in amounts.items()}
    divisor = definition.denominator
    try:
        above = definition.numerator.evaluate(values) if definition.numerator else None
        below = divisor.evaluate(values) if divisor else Decimal(1)
    except ZeroDivisionError:
        return replace(figure, no_value=NoValue.ZERO_DENOMINATOR)
    figure = replace(figure, numerator=rounded(above), denominator=rounded(below) if divisor else None)
    if above is None or below is None:
        return replace(figure, no_value=why_missing(values))
    if not below:
        return replace(figure, no_value=NoValue.ZERO_DENOMINATOR)
    return replace(figure, value=rounded(definition.version.scale * above / below))


def value_of(reference: Reference, amount: Amount) -> Decimal | None:
    if reference.members:
        return Decimal(amount.members) if amount.members else None
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
    if any(definition.measures[reference.measure].is_of_the_world for reference in formula.references):
        return True
    return sum(part for part in parts if part is not None) == (total or 0)


def rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(MILLIONTH)


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
