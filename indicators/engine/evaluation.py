"""What versions come to in every group, from amounts: reads and writes nothing."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from indicators.engine.amounts import Amount, Cases, YearAmounts
from indicators.engine.coverage import NOBODY, Coverage, weakest
from indicators.engine.definitions import Definition
from indicators.engine.dimensions import MEMBER_SPLITS, TOTAL, Group
from indicators.engine.formulas import Formula, Reference
from indicators.engine.quotients import Quotient, differ, divided, quotients
from indicators.enums import NoValue, Split
from kernel.measures import Measure

Years = Mapping[int, YearAmounts]
Row = Mapping[Reference, Amount]
NOBODY_GAVE: Mapping[Reference, tuple[int, ...]] = MappingProxyType({})


class ComputedValue(NamedTuple):
    """What a version comes to in one group, ready to be written as a result."""

    version: int
    split: str
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
    """Whether it is of a dimension whose parts differ from the total."""
    givers: tuple[tuple[int, ...], ...] = ()
    """Of confidential values, by year: the primary keys of the members that gave one."""
    withheld: str = ""
    """Why it is told to DEVT and DEVCO only, if it is."""
    terms_withheld: bool = False
    """Whether its numerator and denominator are told to DEVT and DEVCO only."""
    given_by: Mapping[Reference, tuple[int, ...]] = NOBODY_GAVE
    """Of each confidential measure: the primary keys of the members whose values are counted."""

    @property
    def says_something(self) -> bool:
        return self.numerator is not None or self.coverage.expected > 0

    @property
    def is_out_of_range(self) -> bool:
        return self.no_value == NoValue.OUT_OF_RANGE


def computed_values(definition: Definition, years: Years, year: int) -> list[ComputedValue]:
    """One version for `year`: in total and in every category of every dimension that it has."""
    if definition.numerator is None:
        return [ComputedValue(definition.version.pk, Split.TOTAL, "", no_value=NoValue.NOT_COMPUTABLE_YET)]
    total, *parts = Evaluation(definition, years, year).values
    return [total, *(part for part in parts if part.says_something)]


@dataclass(frozen=True)
class Evaluation:
    """One version over one year's amounts, the total first."""

    definition: Definition
    years: Years
    year: int

    @cached_property
    def groups(self) -> list[Group]:
        """Those in which a value is due."""
        here = self.years[self.year]
        splits = [split for split in self.definition.splits if split != Split.TOTAL]
        used = self.definition.used
        return [TOTAL, *((split, category) for split in splits for category in here.categories(split, used))]

    @cached_property
    def rows(self) -> list[Row]:
        return [self.row(group) for group in self.groups]

    def row(self, group: Group) -> Row:
        """What each reference comes to in the group; of what counts together, the complete cases."""
        return {
            reference: here.amount(measure, group, cases) for reference, here, measure, cases in self.columns
        }

    @cached_property
    def columns(self) -> list[tuple[Reference, YearAmounts, Measure, Cases]]:
        """Of each reference: where its amounts are."""
        definition, cases = self.definition, self.definition.cases(self.year)
        return [
            (
                reference,
                self.years[reference.year or self.year],
                definition.measures[reference.measure],
                cases if reference in definition.counted_together else (),
            )
            for reference in definition.references
        ]

    @cached_property
    def quotients(self) -> list[Quotient]:
        definition = self.definition
        columns = {
            reference: [value_of(definition, reference, row[reference]) for row in self.rows]
            for reference in definition.references
        }
        if (mean := definition.mean_of) is None:
            return quotients(definition, columns, has_whole=True)
        amounts = [row[mean] for row in self.rows]
        counts = [count_of(definition, mean, amount) for amount in amounts]
        below = [Decimal(count) if count else None for count in counts]
        return divided(definition, columns, [amount.value for amount in amounts], below)

    @property
    def values(self) -> list[ComputedValue]:
        differing = parts_that_differ(self.definition, self.groups, self.quotients)
        rows = zip(self.groups, self.rows, self.quotients, strict=True)
        return [self.value(group, row, quotient, differing) for group, row, quotient in rows]

    def value(self, group: Group, row: Row, quotient: Quotient, differing: frozenset[str]) -> ComputedValue:
        own = [row[reference] for reference in self.definition.own]
        coverage = self.coverage(group, row)
        return ComputedValue(
            self.definition.version.pk,
            *group,
            quotient.numerator,
            quotient.denominator,
            quotient.value,
            quotient.no_value,
            coverage,
            at_least=bool(coverage.in_part) and is_more_with_more(self.definition),
            others=max((amount.others for amount in own), default=0),
            imputed=self.imputed(row) if any(amount.imputed for amount in own) else 0,
            has_sample=any(amount.has_sample for amount in row.values()),
            does_not_add_up=group[0] in differing,
            givers=self.givers_by_year(row),
            given_by={reference: row[reference].givers for reference in self.definition.confidential},
        )

    def coverage(self, group: Group, row: Row) -> Coverage:
        """The weakest of its measures; several reported ones are covered by who gave each of them."""
        reported = self.definition.reported
        if len(reported) <= 1:
            return weakest([row[reference].coverage for reference in self.definition.own])
        official = [row[reference].coverage for reference in self.definition.own if reference not in reported]
        every = {row[reference].givers for reference in reported}
        anyone: dict[tuple[str, int], set[tuple[int, ...]]] = {}
        for reference, here, measure, _cases in self.columns:
            if reference in reported:
                gave = here.amount(measure, group).givers
                anyone.setdefault((measure.source_key, here.year), set()).add(gave)
        reports = [
            self.years[year].of_reports(source, group, *all_and_some(every, gave))
            for (source, year), gave in anyone.items()
        ]
        return weakest([*official, *reports])

    def givers_by_year(self, row: Row) -> tuple[tuple[int, ...], ...]:
        confidential = self.definition.confidential
        if len(confidential) == 1:
            return (row[confidential[0]].givers,)
        givers: dict[int, set[tuple[int, ...]]] = {}
        for reference in confidential:
            givers.setdefault(reference.year or self.year, set()).add(row[reference].givers)
        return tuple(any_of(gave) for _year, gave in sorted(givers.items()))

    def imputed(self, row: Row) -> int:
        """How many values their publisher filled in; what two measures take from one series counts once."""
        counts: dict[tuple[tuple[str, ...], int], int] = {}
        for reference in self.definition.own:
            if (amount := row[reference]).imputed:
                series = self.definition.measures[reference.measure].taken_from
                key = series, reference.year or self.year
                counts[key] = max(counts.get(key, 0), amount.imputed)
        return sum(counts.values())


def value_of(definition: Definition, reference: Reference, amount: Amount) -> Decimal | None:
    if reference.members:
        return Decimal(amount.members) if amount.members else None
    if amount.value is not None and definition.is_averaged(reference):
        return amount.value / count_of(definition, reference, amount)
    return amount.value


def count_of(definition: Definition, reference: Reference, amount: Amount) -> int:
    """By what the sum of a mean is divided: members, or records of a rate."""
    is_of_records = definition.measures[reference.measure].aggregation.is_of_records
    return amount.records if is_of_records else amount.members


def is_more_with_more(definition: Definition) -> bool:
    """Whether what a member did not give could only have made the value more."""
    above, below = definition.numerator, definition.denominator
    return bool(
        above
        and above.only_adds
        and definition.mean_of is None
        and not definition.counted_together
        and not (below and definition.reported_in(below))
    )


def any_of(givers: Collection[tuple[int, ...]]) -> tuple[int, ...]:
    """Those who stand in any of them, in order."""
    return next(iter(givers)) if len(givers) == 1 else tuple(sorted(set().union(*givers)))


def all_and_some(every: Collection[tuple[int, ...]], anyone: Collection[tuple[int, ...]]) -> tuple[int, int]:
    """How many stand in all of `every`, and how many others in any of `anyone`."""
    if every == anyone and len(every) == 1:
        return len(next(iter(every))), 0
    complete = frozenset.intersection(*map(frozenset, every))
    return len(complete), len(frozenset().union(*anyone) - complete)


def parts_that_differ(
    definition: Definition, groups: Sequence[Group], quotients: Sequence[Quotient]
) -> frozenset[str]:
    """The dimensions whose parts do not make up the total, where a sum is due at all."""
    total = quotients[0]
    parts: dict[str, list[Quotient]] = {}
    for (split, _category), part in zip(groups[1:], quotients[1:], strict=True):
        parts.setdefault(split, []).append(part)
    above = is_sum_due(definition, definition.numerator)
    below = is_sum_due(definition, definition.denominator)
    counts_members = any(reference.members for reference in definition.references)
    return frozenset(
        split
        for split, own in parts.items()
        if (split in MEMBER_SPLITS or not counts_members)
        and (
            (above and differ(total.numerator, [part.numerator for part in own]))
            or (below and differ(total.denominator, [part.denominator for part in own]))
        )
    )


def is_sum_due(definition: Definition, formula: Formula | None) -> bool:
    """Whether the parts of a dimension sum to the total."""
    if formula is None or not formula.is_additive:
        return False
    if any(definition.measures[reference.measure].is_of_all_members for reference in formula.references):
        return False
    return definition.mean_of is not None or all(map(definition.is_summed, formula.references))


def digest(definitions: Iterable[Definition], years: Years, before: str = "") -> str:
    """The version of the data: equal if and only if formulas and what they are computed from are."""
    found = hashlib.sha256(before.encode())
    for definition in definitions:
        version = definition.version
        found.update(repr((version.pk, version.numerator, version.denominator, version.scale)).encode())
    for year, here in sorted(years.items()):
        found.update(f"{year} {here.data_version}".encode())
    return found.hexdigest()
