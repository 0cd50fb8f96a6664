"""What measures come to in the groups of a year, and for single members."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from indicators.engine.coverage import NOBODY, Coverage
from indicators.engine.dimensions import (
    MEMBER_SPLITS,
    TOTAL,
    Group,
    MemberProfile,
    Profiles,
    divided,
    members_by_group,
)
from kernel.measures import Measure

Cases = tuple[tuple[int, str], ...]
"""Years and measures whose values count only together, in order; empty where each counts by itself."""
Span = tuple[int, int]
"""The year whose categories count, and the year whose members and facts do."""


class Amount(NamedTuple):
    """What one measure comes to in one group; without a value nobody gave one."""

    value: Decimal | None
    """Of a mean the sum; `members` is what it is divided by, of a rate `records`."""
    members: int = 0
    """How many members gave a value."""
    records: int = 0
    in_part: int = 0
    """How many of the members gave only a part of the series that make the measure."""
    others: int = 0
    """How many countries the source has that are no members, and are not counted."""
    imputed: int = 0
    """How many of the values were filled in by their publisher."""
    has_sample: bool = False
    coverage: Coverage = NOBODY
    givers: tuple[int, ...] = ()
    """Of confidential values: the primary keys of those members, in order."""


@dataclass
class MemberAmounts:
    """What one measure comes to for each country that gave a value, in the order of their keys."""

    values: dict[int, Decimal] = field(default_factory=dict)
    records: dict[int, int] = field(default_factory=dict)
    """Of how many records the value is, where not of one."""
    partial: set[int] = field(default_factory=set)
    """Those that gave only a part of what makes the measure."""
    sample: set[int] = field(default_factory=set)

    def add(self, given: Sequence[Any]) -> None:
        """A row of `sql.GIVEN`, without its measure and year."""
        member, value, records, is_partial, _is_imputed, is_sample = given
        self.values[member] = value
        if records != 1:
            self.records[member] = records
        if is_partial:
            self.partial.add(member)
        if is_sample:
            self.sample.add(member)

    def in_order(self) -> "MemberAmounts":
        return replace(self, values=dict(sorted(self.values.items())))

    def __repr__(self) -> str:
        """Equal if and only if the amounts are."""
        members, values = ",".join(map(str, self.values)), ",".join(map(str, self.values.values()))
        return (
            f"{members} {values} {sorted(self.records.items())} {sorted(self.partial)} {sorted(self.sample)}"
        )


NOBODYS = MemberAmounts()


@dataclass
class YearAmounts:
    """The amounts of one plan in one year, by the categories of the year that they are computed for."""

    year: int
    profiles: Profiles
    amounts: dict[tuple[str, Group], Amount] = field(default_factory=dict)
    complete: dict[tuple[Cases, str, Group], Amount] = field(default_factory=dict)
    """Amounts of those members alone that gave a value for all of some measures."""
    by_member: dict[str, MemberAmounts] = field(default_factory=dict)
    """By measure."""
    reports: dict[tuple[str, Group], tuple[int, int, int]] = field(default_factory=dict)
    """By source and group, of those that say whom they expect: members expected, that reported, accepted."""

    @cached_property
    def data_version(self) -> str:
        """Equal if and only if the members and what they gave are."""
        found = hashlib.sha256(repr(sorted(self.profiles.items())).encode())
        for name, amounts in sorted(self.by_member.items()):
            found.update(f"{name} {amounts!r}".encode())
        return found.hexdigest()

    @cached_property
    def counted(self) -> list[MemberProfile]:
        """Those whose facts are counted."""
        return [profile for profile in self.profiles.values() if profile.is_counted]

    @cached_property
    def developing(self) -> dict[Group, int]:
        """Developing members by group."""
        return members_by_group(self.counted)

    @cached_property
    def members(self) -> int:
        """All members of the organization."""
        return sum(profile.is_member for profile in self.profiles.values())

    @cached_property
    def counted_members(self) -> frozenset[int]:
        return frozenset(profile.member for profile in self.counted)

    def own(self, measure: str) -> MemberAmounts:
        return self.by_member.get(measure, NOBODYS)

    def givers(self, measure: str) -> tuple[int, ...]:
        """The members whose values are counted, in order."""
        return tuple(filter(self.counted_members.__contains__, self.own(measure).values))

    @cached_property
    def _divided(self) -> dict[tuple[int, ...], Mapping[Group, tuple[int, ...]]]:
        return {}

    def by_group(self, members: tuple[int, ...]) -> Mapping[Group, tuple[int, ...]]:
        """Members by category; many questions are answered by the same ones, who are divided once."""
        if members not in self._divided:
            self._divided[members] = divided(members, self.profiles)
        return self._divided[members]

    def amount(self, measure: Measure, group: Group, cases: Cases = ()) -> Amount:
        """The measure in the group; a whole of all members is the same in every group."""
        if cases:
            return self.complete.get((cases, measure.name, group)) or self.nothing(measure, group)
        key = (measure.name, TOTAL if measure.is_of_all_members else group)
        return self.amounts.get(key) or self.nothing(measure, group)

    def nothing(self, measure: Measure, group: Group) -> Amount:
        """The amount where nobody is on record: 0 where that is a count, else no value."""
        value = Decimal(0) if measure.source.is_complete else None
        return Amount(value, coverage=self.coverage(measure, group))

    def coverage(self, measure: Measure, group: Group, given: int = 0, in_part: int = 0) -> Coverage:
        """How many members were expected to give the measure, of whom `given` did, `in_part` not wholly."""
        if measure.source.is_reported:
            return self.of_reports(measure.source_key, group, given - in_part, in_part)
        if measure.is_of_all_members:
            expected = self.members if given else self.developing.get(group, 0)
            return Coverage(expected, given, given, given - in_part, in_part)
        expected = self.developing.get(group if group[0] in MEMBER_SPLITS else TOTAL, 0)
        if measure.source.is_complete:
            return Coverage(expected, expected, expected, expected)
        return Coverage(expected, given, given, given - in_part, in_part)

    def of_reports(self, source: str, group: Group, given: int, in_part: int = 0) -> Coverage:
        """Categories of records, such as women and men, are reported on by all."""
        at = group if group[0] in MEMBER_SPLITS else TOTAL
        return Coverage(*self.reports.get((source, at), (0, 0, 0)), given, in_part)

    @cached_property
    def with_amount(self) -> dict[tuple[str, str], set[str]]:
        """Categories with an amount, by measure and dimension; for use when all amounts are there."""
        categories: dict[tuple[str, str], set[str]] = defaultdict(set)
        for name, (split, category) in self.amounts:
            categories[name, split].add(category)
        return categories

    @cached_property
    def developing_by_split(self) -> dict[str, set[str]]:
        """Categories in which there is a developing member, by dimension."""
        categories: dict[str, set[str]] = defaultdict(set)
        for split, category in self.developing:
            categories[split].add(category)
        return categories

    @cached_property
    def expected_by_split(self) -> dict[str, set[str]]:
        """Categories in which somebody is expected, by dimension."""
        categories: dict[str, set[str]] = defaultdict(set)
        for _source, (split, category) in self.reports:
            categories[split].add(category)
        return categories

    def categories(self, split: str, measures: Iterable[Measure]) -> list[str]:
        """The categories of a dimension in which a figure over `measures` is due."""
        due = set(self.developing_by_split.get(split, ()))
        for measure in measures:
            due |= self.with_amount.get((measure.name, split), set())
            if measure.source.is_reported:
                due |= self.expected_by_split.get(split, set())
        return sorted(due)


Amounts = Mapping[Span, YearAmounts]
