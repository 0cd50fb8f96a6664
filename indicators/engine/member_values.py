"""What versions come to for single members, from their own values alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from indicators.engine.amounts import MemberAmounts
from indicators.engine.definitions import Definition
from indicators.engine.dimensions import TOTAL
from indicators.engine.evaluation import Years, is_more_with_more, value_of
from indicators.engine.formulas import Reference
from indicators.engine.quotients import ONE, ZERO, Column, Quotient, divided, quotients

Given = Mapping[int, Decimal]
"""By member."""


class ComputedMemberValue(NamedTuple):
    """What a version comes to for one member, in the order of the columns that keep it."""

    version: int
    year: int
    member: int
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    no_value: str
    at_least: bool
    has_sample: bool


def member_values(definition: Definition, years: Years, year: int) -> Iterator[ComputedMemberValue]:
    """One version for every developing member of which it says something."""
    members = [profile.member for profile in years[year].counted]
    if definition.numerator is not None and definition.references and members:
        yield from MemberEvaluation(definition, years, year, members).values()


@dataclass(frozen=True)
class MemberEvaluation:
    """One version over one year's amounts of members, a row for each."""

    definition: Definition
    years: Years
    year: int
    members: Sequence[int]

    @cached_property
    def given(self) -> dict[Reference, Given]:
        return {reference: self.given_for(reference) for reference in self.definition.references}

    def own(self, reference: Reference) -> MemberAmounts:
        return self.years[reference.year or self.year].own(reference.measure)

    def given_for(self, reference: Reference) -> Given:
        """What counted members gave; of what counts together, those of complete cases."""
        here, own = self.years[reference.year or self.year], self.own(reference).values
        cases = self.definition.cases(self.year) if reference in self.definition.counted_together else ()
        others = [self.years[year].own(name).values.keys() for year, name in cases]
        chosen = here.counted_members.intersection(own, *others)
        return own if len(chosen) == len(own) else {member: own[member] for member in chosen}

    def values(self) -> Iterator[ComputedMemberValue]:
        version, gave = self.definition.version.pk, set[int]().union(*self.given.values())
        partly, sample = self.partly_given, self.given_as_sample
        for member, quotient in zip(self.members, self.quotients(), strict=True):
            has_value = quotient.value is not None
            if has_value or member in gave:
                at_least = has_value and member in partly
                yield ComputedMemberValue(version, self.year, member, *quotient, at_least, member in sample)

    def quotients(self) -> list[Quotient]:
        columns = {reference: self.column(reference) for reference in self.definition.references}
        if (mean := self.definition.mean_of) is None:
            return quotients(self.definition, columns, has_whole=False)
        below = [None if value is None else ONE for value in columns[mean]]
        return divided(self.definition, columns, columns[mean], below)

    def column(self, reference: Reference) -> Column:
        """A whole of all members is the same for each; nobody on a complete record is 0."""
        here = self.years[reference.year or self.year]
        measure, given = self.definition.measures[reference.measure], self.given[reference]
        if measure.is_of_all_members:
            whole = value_of(self.definition, reference, here.amount(measure, TOTAL))
            return [whole] * len(self.members)
        if reference.members:
            return [ONE if member in given else None for member in self.members]
        if measure.aggregation.is_of_records:
            records = self.own(reference).records
            given = {member: value / records.get(member, 1) for member, value in given.items()}
        missing = ZERO if measure.source.is_complete else None
        return [given.get(member, missing) for member in self.members]

    @cached_property
    def given_as_sample(self) -> set[int]:
        return {
            member
            for reference, given in self.given.items()
            for member in self.own(reference).sample & given.keys()
        }

    @cached_property
    def partly_given(self) -> set[int]:
        """Those that gave not all of what a value is made of that would then be more."""
        if not is_more_with_more(self.definition):
            return set()
        partly = set[int]().union(
            *(self.own(name).partial & gave.keys() for name, gave in self.given.items())
        )
        reported = [set(self.given[reference]) for reference in self.definition.reported]
        if not reported:
            return partly
        return partly | set[int]().union(*reported) - reported[0].intersection(*reported)
