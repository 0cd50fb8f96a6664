"""What measures come to in every group, for all years of a run at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.engine import sql
from indicators.engine.amounts import Amount, Amounts, MemberAmounts, Span, YearAmounts
from indicators.engine.dimensions import TOTAL, Group, profiles_over
from kernel.measures import Aggregation, Measure, Rows, Source, facts_under
from outputs.models import Plan


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
        own: dict[tuple[str, int], MemberAmounts] = defaultdict(MemberAmounts)
        for measure, year, *given in sql.run(self.given):
            own[measure, year].add(given)
        for (measure, year), amounts in own.items():
            in_order = amounts.in_order()
            for found in self.found.values():
                if found.year == year:
                    found.by_member[measure] = in_order

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
                givers.get((name, at, year), {}).get(group, ()),
            )

    def givers(self) -> dict[tuple[str, int, int], Mapping[Group, tuple[int, ...]]]:
        """Of confidential measures: the members that gave a value, by group."""
        return {
            (measure.name, at, year): here.by_group(here.givers(measure.name))
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
        single = [measure for measure in measures if has_single_values(measure)]
        several = [measure for measure in measures if not has_single_values(measure)]
        medians = [measure for measure in measures if measure.aggregation == Aggregation.MEDIAN]
        parts = [
            self.parts_of(chosen, statement)
            for chosen, statement in ((single, sql.PART_AS_IT_IS), (several, sql.PART_BY_MEMBER))
            if chosen
        ]
        rows = self.over_profiles(sql.BY_CATEGORY, given=Rows.all_of(*parts))
        return Rows(rows.sql, (*rows.parameters, names(medians)))

    def parts_of(self, measures: Sequence[Measure], statement: str) -> Rows:
        """What each member comes to in each category of the records."""
        facts = self.facts(measures)
        wanted = [(measure, dimension.key) for measure in measures for dimension in measure.dimensions]
        more = (
            [measure.name for measure, _key in wanted],
            [str(measure.aggregation) for measure, _key in wanted],
            [key for _measure, key in wanted],
            names(measures),
        )
        return Rows(statement.format(facts=facts.sql), (*facts.parameters, *more))

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
                givers=tuple(sorted(givers)) if measure.source.is_confidential else (),
            )


def has_single_values(measure: Measure) -> bool:
    """Whether each fact is what its member comes to."""
    counts = {Aggregation.COUNT, Aggregation.DISTINCT_MEMBERS}
    return measure.source.has_one_fact and measure.aggregation not in counts


def names(measures: Iterable[Measure]) -> list[str]:
    return [measure.name for measure in measures]
