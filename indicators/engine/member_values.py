"""What versions come to for single members, from their own values alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from indicators.engine.aggregation import MemberAmount
from indicators.engine.definitions import Definition
from indicators.engine.dimensions import TOTAL
from indicators.engine.evaluation import Years, is_more_with_more, value_of
from indicators.engine.formulas import Reference
from indicators.engine.quotients import ONE, ZERO, Column, Quotient, divided, quotients

Given = Mapping[int, MemberAmount]
"""By member."""


class ComputedMemberValue(NamedTuple):
    """What a version comes to for one member."""

    version: int
    member: int
    quotient: Quotient
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

    def given_for(self, reference: Reference) -> Given:
        """What counted members gave; of what counts together, those of complete cases."""
        here = self.years[reference.year or self.year]
        own = here.by_member.get(reference.measure, {})
        cases = self.definition.cases(self.year) if reference in self.definition.counted_together else ()
        others = [self.years[year].by_member.get(name, {}) for year, name in cases]
        return {
            member: amount
            for member, amount in own.items()
            if here.profiles[member].is_counted and all(member in other for other in others)
        }

    def values(self) -> Iterator[ComputedMemberValue]:
        grows = is_more_with_more(self.definition)
        for member, quotient in zip(self.members, self.quotients(), strict=True):
            amounts = [given[member] for given in self.given.values() if member in given]
            if amounts or quotient.value is not None:
                yield ComputedMemberValue(
                    self.definition.version.pk,
                    member,
                    quotient,
                    at_least=grows and quotient.value is not None and self.lacks_a_part(member),
                    has_sample=any(amount.is_sample for amount in amounts),
                )

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
        missing = ZERO if measure.source.is_complete else None
        amounts = map(given.get, self.members)
        if measure.aggregation.is_of_records:
            return [amount.value / amount.records if amount else missing for amount in amounts]
        return [amount.value if amount else missing for amount in amounts]

    def lacks_a_part(self, member: int) -> bool:
        """Whether the member gave something for the value, and not all."""
        reported = [member in self.given[reference] for reference in self.definition.reported]
        is_partial = any(given[member].is_partial for given in self.given.values() if member in given)
        return is_partial or (any(reported) and not all(reported))
