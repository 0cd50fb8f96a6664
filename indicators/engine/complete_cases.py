"""Complete cases: of a ratio's reported figures, the amounts of the members that gave each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from indicators.engine import sql
from indicators.engine.aggregation import Reading
from indicators.engine.amounts import Amount, Amounts, Cases, YearAmounts
from indicators.engine.dimensions import Group
from kernel.measures import Aggregation, Dimension, Measure, Rows

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
    """Add to what was read the amounts of complete cases; one query at most."""
    chosen = CompleteCases(tuple(sorted({(at, cases) for at, cases in wanted if cases})))
    for at, cases in chosen.wanted:
        add_groups(reading, at, cases)
    shared = {cases: shared_dimension(cases, reading.by_name) for _at, cases in chosen.wanted}
    split = CompleteCases(tuple((at, cases) for at, cases in chosen.wanted if shared[cases]))
    if split.wanted:
        add_categories(reading, split)


def add_groups(reading: Reading, at: int, cases: Cases) -> None:
    """What counts together in each group, from members' own values: no query."""
    here = reading.found[at, at]
    for group, givers in here.by_group(complete_givers(reading.found, at, cases)).items():
        for year, name in cases:
            there, measure = reading.found[at, year], reading.by_name[name]
            own = there.own(name)
            value = value_of_givers(measure, list(map(own.values.__getitem__, givers)))
            amount = CompleteAmount(value, givers, not own.sample.isdisjoint(givers))
            amount.add(there, cases, measure, group)


def value_of_givers(measure: Measure, values: Sequence[Decimal]) -> Decimal:
    """What the values of members come to; of a mean their sum."""
    return median(values) if measure.aggregation == Aggregation.MEDIAN else sum(values, Decimal(0))


def add_categories(reading: Reading, chosen: CompleteCases) -> None:
    facts = reading.facts(reading.by_name[name] for name in chosen.names)
    rows = chosen.over_profiles(sql.COMPLETE_BY_CATEGORY, facts)
    for number, name, year, category, value, givers, has_sample in sql.run(rows):
        at, cases = chosen.wanted[number]
        dimension = shared_dimension(cases, reading.by_name)
        group = (dimension.key if dimension else "", category)
        amount = CompleteAmount(value, tuple(sorted(givers)), has_sample)
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


def complete_givers(found: Amounts, at: int, cases: Cases) -> tuple[int, ...]:
    """The members that gave a value for all, in order."""
    values = [found[at, year].own(name).values.keys() for year, name in cases]
    return tuple(sorted(found[at, at].counted_members.intersection(*values)))
