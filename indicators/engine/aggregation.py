"""What measures come to in every group, for all years of a run at once."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from indicators.engine import sql
from indicators.engine.coverage import NOBODY, Coverage
from indicators.engine.dimensions import (
    MEMBER_SPLITS,
    TOTAL,
    Group,
    MemberProfile,
    Profiles,
    divided,
    members_by_group,
    profiles_over,
)
from kernel.measures import Aggregation, Measure, Rows, Source, facts_under
from outputs.models import Plan

Cases = tuple[tuple[int, str], ...]
"""Years and measures whose values count only together, in order; empty where each counts by itself."""
Span = tuple[int, int]
"""The year whose categories count, and the year whose members and facts do."""


@dataclass(frozen=True)
class Amount:
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


class MemberAmount(NamedTuple):
    """What one measure comes to for one member."""

    value: Decimal
    records: int
    is_partial: bool
    is_sample: bool


@dataclass
class YearAmounts:
    """The amounts of one plan in one year, by the categories of the year that they are computed for."""

    year: int
    profiles: Profiles
    amounts: dict[tuple[str, Group], Amount] = field(default_factory=dict)
    complete: dict[tuple[Cases, str, Group], Amount] = field(default_factory=dict)
    """Amounts of those members alone that gave a value for all of some measures."""
    by_member: dict[str, dict[int, MemberAmount]] = field(default_factory=dict)
    """By measure: what each country comes to that gave a value."""
    reports: dict[tuple[str, Group], tuple[int, int, int]] = field(default_factory=dict)
    """By source and group, of those that say whom they expect: members expected, that reported, accepted."""

    @cached_property
    def data_version(self) -> str:
        """Equal if and only if the members and what they gave are."""
        found = hashlib.sha256(repr(sorted(self.profiles.items())).encode())
        for name, amounts in sorted(self.by_member.items()):
            found.update(repr((name, *amounts.items())).encode())
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

    def givers(self, measure: str) -> list[int]:
        """The members whose values are counted, in order."""
        return [member for member in self.by_member.get(measure, ()) if self.profiles[member].is_counted]

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
    def expected_by_split(self) -> dict[str, set[str]]:
        """Categories in which somebody is expected, by dimension."""
        categories: dict[str, set[str]] = defaultdict(set)
        for _source, (split, category) in self.reports:
            categories[split].add(category)
        return categories

    def categories(self, split: str, measures: Iterable[Measure]) -> list[str]:
        """The categories of a dimension in which a figure over `measures` is due."""
        due = {category for kind, category in self.developing if kind == split}
        for measure in measures:
            due |= self.with_amount.get((measure.name, split), set())
            if measure.source.is_reported:
                due |= self.expected_by_split.get(split, set())
        return sorted(due)


Amounts = Mapping[Span, YearAmounts]


def read_amounts(plan: Plan, spans: Collection[Span], measures: Iterable[Measure]) -> dict[Span, YearAmounts]:
    """The amounts of `measures` over `spans`.

    At most six queries, however many years, members, facts and measures there are.
    """
    chosen = sorted(set(measures), key=lambda measure: measure.name)
    known = profiles_over(spans)
    found = {span: YearAmounts(span[1], known[span]) for span in known}
    reading = Reading(plan, tuple(sorted(known)), tuple(chosen), found)
    reading.add_reports()
    reading.add_member_amounts()
    reading.add_amounts()
    reading.add_categories()
    return found


@dataclass(frozen=True)
class Reading:
    """The statements that read some measures over some spans."""

    plan: Plan
    spans: tuple[Span, ...]
    measures: tuple[Measure, ...]
    found: Amounts

    @cached_property
    def by_name(self) -> dict[str, Measure]:
        return {measure.name: measure for measure in self.measures}

    @cached_property
    def years(self) -> list[int]:
        return sorted({year for _at, year in self.spans})

    @property
    def sources(self) -> list[Source]:
        return list({measure.source_key: measure.source for measure in self.measures}.values())

    def facts(self, measures: Iterable[Measure]) -> Rows:
        """The facts of the sources of these measures."""
        return facts_under(self.plan, self.years, measures)

    @cached_property
    def given(self) -> Rows:
        """What each member comes to."""
        single = [measure for measure in self.measures if has_single_values(measure)]
        several = [measure for measure in self.measures if not has_single_values(measure)]
        parts = []
        if single:
            facts = self.facts(single)
            parts.append(Rows(sql.AS_IT_IS.format(facts=facts.sql), (*facts.parameters, names(single))))
        if several:
            facts = self.facts(several)
            wanted = names(several), [str(measure.aggregation) for measure in several]
            parts.append(Rows(sql.BY_MEMBER.format(facts=facts.sql), (*facts.parameters, *wanted)))
        return Rows.all_of(*parts)

    def over_profiles(self, statement: str, **parts: Rows) -> Rows:
        """A statement that starts with `sql.PROFILE`, with its parts in their order."""
        profile = sql.profile(self.spans)
        texts = {name: rows.sql for name, rows in parts.items()}
        values = [value for rows in parts.values() for value in rows.parameters]
        return Rows(statement.format(profile=profile.sql, **texts), (*profile.parameters, *values))

    def add_reports(self) -> None:
        expected = [
            Rows(f"SELECT %s, expected.* FROM ({rows.sql}) AS expected", (source.key, *rows.parameters))  # noqa: S608
            for source in self.sources
            if (rows := source.expected(self.plan, self.years)) is not None
        ]
        if expected:
            for row in sql.run(self.over_profiles(sql.REPORTED, expected=Rows.all_of(*expected))):
                source, at, year, grouped, category, *counts = row
                group = sql.group_of(grouped, category)
                self.found[at, year].reports[source, group] = tuple(counts)

    def add_member_amounts(self) -> None:
        if not self.measures:
            return
        here = defaultdict(list)
        for amounts in self.found.values():
            here[amounts.year].append(amounts)
        for measure, year, member, value, records, is_partial, _imputed, is_sample in sql.run(
            Rows(f"{self.given.sql} ORDER BY 1, 2, 3", self.given.parameters)
        ):
            amount = MemberAmount(Decimal(value), records, is_partial, is_sample)
            for amounts in here[year]:
                amounts.by_member.setdefault(measure, {})[member] = amount

    def rolled_up(self) -> Rows:
        """The statement that reads all measures and rolls them up to every group of members."""
        whole = [measure for measure in self.measures if measure.is_of_all_members]
        rows = self.over_profiles(sql.ROLLED_UP, given=self.given)
        return Rows(rows.sql, (*rows.parameters, names(whole)))

    def add_amounts(self) -> None:
        if not self.measures:
            return
        medians, givers = self.medians(), self.givers()
        for name, at, year, grouped, category, value, *counts in sql.run(self.rolled_up()):
            here, measure = self.found[at, year], self.by_name[name]
            group = sql.group_of(grouped, category)
            members, records, in_part, others, imputed, has_sample = counts
            if measure.is_of_all_members and group != TOTAL:
                continue
            here.amounts[name, group] = Amount(
                medians.get((name, at, year, group), value),
                *(members, records, in_part, others, imputed, has_sample),
                here.coverage(measure, group, members, in_part),
                tuple(givers.get((name, at, year), {}).get(group, ())),
            )

    def givers(self) -> dict[tuple[str, int, int], dict[Group, list[int]]]:
        """Of confidential measures: the members that gave a value, by group."""
        return {
            (measure.name, at, year): divided(here.givers(measure.name), here.profiles)
            for measure in self.measures
            if measure.source.is_confidential
            for (at, year), here in self.found.items()
        }

    def medians(self) -> dict[tuple[str, int, int, Group], Decimal]:
        chosen = [measure for measure in self.measures if measure.aggregation == Aggregation.MEDIAN]
        if not chosen:
            return {}
        rows = self.over_profiles(sql.MEDIANS, given=self.given)
        return {
            (name, at, year, sql.group_of(grouped, category)): value
            for name, at, year, grouped, category, value in sql.run(
                Rows(rows.sql, (*rows.parameters, names(chosen)))
            )
        }

    def by_category(self, measures: Sequence[Measure]) -> Rows:
        """The statement that sums measures by every dimension of their records."""
        wanted = [(measure, dimension.key) for measure in measures for dimension in measure.dimensions]
        medians = [measure for measure in measures if measure.aggregation == Aggregation.MEDIAN]
        rows = self.over_profiles(sql.BY_CATEGORY, facts=self.facts(measures))
        more = (
            [measure.name for measure, _key in wanted],
            [str(measure.aggregation) for measure, _key in wanted],
            [key for _measure, key in wanted],
            names(measures),
            names(medians),
        )
        return Rows(rows.sql, (*rows.parameters, *more))

    def add_categories(self) -> None:
        measures = [measure for measure in self.measures if measure.dimensions]
        if not measures:
            return
        for row in sql.run(self.by_category(measures)):
            name, at, year, split, category, value, records, givers, in_part, imputed, has_sample = row
            here, measure, group = self.found[at, year], self.by_name[name], (split, category)
            here.amounts[name, group] = Amount(
                value,
                *(len(givers), records, in_part, 0, imputed, has_sample),
                coverage=here.coverage(measure, group, len(givers), in_part),
                givers=tuple(givers) if measure.source.is_confidential else (),
            )


def has_single_values(measure: Measure) -> bool:
    """Whether each fact is what its member comes to."""
    counts = {Aggregation.COUNT, Aggregation.DISTINCT_MEMBERS}
    return measure.source.has_one_fact and measure.aggregation not in counts


def names(measures: Iterable[Measure]) -> list[str]:
    return [measure.name for measure in measures]
