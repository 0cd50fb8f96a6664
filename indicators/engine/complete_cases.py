"""Complete cases: of a ratio's reported figures, the amounts of the members that gave each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from indicators.engine import sql
from indicators.engine.aggregation import Amount, Amounts, Cases, Reading, YearAmounts
from indicators.engine.dimensions import Group, divided
from kernel.measures import Dimension, Measure, Rows

Measures = Mapping[str, Measure]


def shared_dimension(cases: Cases, measures: Measures) -> Dimension | None:
    """The dimension by which members divide every figure of the cases, if it is the same."""
    dimensions = {measures[name].dimensions for _year, name in cases}
    shared = dimensions.pop() if len(dimensions) == 1 else ()
    return shared[0] if shared else None


@dataclass(frozen=True)
class CompleteCases:
    """Some cases, each with the year that it is computed for, as the database is asked for them."""

    wanted: tuple[tuple[int, Cases], ...]

    @property
    def parameters(self) -> tuple[list[Any], ...]:
        """What each of the cases is made of, in lists side by side."""
        rows = [
            (number, len(cases), at, year, name)
            for number, (at, cases) in enumerate(self.wanted)
            for year, name in cases
        ]
        return tuple([row[place] for row in rows] for place in range(5))

    @property
    def names(self) -> list[str]:
        return sorted({name for _at, cases in self.wanted for _year, name in cases})

    def rows(self, facts: Rows) -> Rows:
        """The parameters of `sql.COMPLETE` behind the facts."""
        return Rows(facts.sql, (*facts.parameters, self.names, *self.parameters))

    def over_profiles(self, statement: str, facts: Rows) -> Rows:
        """Members are those of the year that is computed, whatever years it compares."""
        profile = sql.profile({(at, at) for at, _cases in self.wanted})
        rows = self.rows(facts)
        text = statement.format(profile=profile.sql, facts=rows.sql)
        return Rows(text, (*profile.parameters, *rows.parameters))


def add_complete_cases(reading: Reading, wanted: Iterable[tuple[int, Cases]]) -> None:
    """Add to what was read the amounts of complete cases; two queries at most."""
    chosen = CompleteCases(tuple(sorted({(at, cases) for at, cases in wanted if cases})))
    if chosen.wanted:
        add_groups(reading, chosen)
    shared = {cases: shared_dimension(cases, reading.by_name) for _at, cases in chosen.wanted}
    split = CompleteCases(tuple((at, cases) for at, cases in chosen.wanted if shared[cases]))
    if split.wanted:
        add_categories(reading, split)


def add_groups(reading: Reading, chosen: CompleteCases) -> None:
    facts = reading.facts(reading.by_name[name] for name in chosen.names)
    rows = chosen.over_profiles(sql.COMPLETE_BY_GROUP, facts)
    givers = [givers_by_group(reading.found, at, cases) for at, cases in chosen.wanted]
    for number, name, year, grouped, category, value, has_sample in sql.run(rows):
        at, cases = chosen.wanted[number]
        group = sql.group_of(grouped, category)
        amount = CompleteAmount(value, tuple(givers[number].get(group, ())), has_sample)
        amount.add(reading.found[at, year], cases, reading.by_name[name], group)


def add_categories(reading: Reading, chosen: CompleteCases) -> None:
    facts = reading.facts(reading.by_name[name] for name in chosen.names)
    rows = chosen.over_profiles(sql.COMPLETE_BY_CATEGORY, facts)
    for number, name, year, category, value, givers, has_sample in sql.run(rows):
        at, cases = chosen.wanted[number]
        dimension = shared_dimension(cases, reading.by_name)
        group = (dimension.key if dimension else "", category)
        amount = CompleteAmount(value, tuple(givers), has_sample)
        amount.add(reading.found[at, year], cases, reading.by_name[name], group)


class CompleteAmount(NamedTuple):
    """What one measure comes to over the complete cases of a group."""

    value: Decimal
    givers: tuple[int, ...]
    has_sample: bool

    def add(self, here: YearAmounts, cases: Cases, measure: Measure, group: Group) -> None:
        members = len(self.givers)
        here.complete[cases, measure.name, group] = Amount(
            self.value,
            members,
            members,
            has_sample=self.has_sample,
            coverage=here.coverage(measure, group, members),
            givers=self.givers,
        )


def givers_by_group(found: Amounts, at: int, cases: Cases) -> dict[Group, list[int]]:
    """The members that gave a value for all, by group."""
    here = found[at, at]
    counted = {profile.member for profile in here.counted}
    every = counted.intersection(*(found[at, year].by_member.get(name, {}) for year, name in cases))
    return divided(sorted(every), here.profiles)
