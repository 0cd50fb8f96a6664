"""One year's amounts of all measures in all groups, read from each source in one query.

Each query groups its source to the finest cells, a value per measure and member, and
rolls these up to every group of every split by joining them with the members' places.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from activities.reporting.models import Round
from indicators.engine import sql
from indicators.engine.coverage import NOBODY, Coverage
from indicators.engine.dimensions import MEMBER_SPLITS, UNKNOWN, Place, Places, counted
from indicators.engine.measures import AddsUp, Measure, Source
from indicators.enums import Split
from outputs.models import Plan

Group = tuple[Split, str]
TOTAL: Group = (Split.TOTAL, "")
Pair = tuple[tuple[int, str], ...]
"""Years and measures whose values count only together, in order; empty where each counts by itself."""


@dataclass(frozen=True)
class Amount:
    """What one measure comes to in one group; without a value nobody gave one."""

    value: Decimal | None
    """Of a mean the sum; `members` is what it is divided by."""
    members: int = 0
    """How many members gave a value."""
    givers: tuple[int, ...] = ()
    """Of reported values: the primary keys of those members, in order."""
    others: int = 0
    """How many countries the source has that are no members, and are not counted."""
    coverage: Coverage = NOBODY
    imputed: int = 0
    """How many of the values were filled in by their publisher."""
    has_sample: bool = False


@dataclass
class YearCells:
    """The amounts of one plan in one year."""

    year: int
    places: Places
    amounts: dict[tuple[str, Group], Amount] = field(default_factory=dict)
    paired: dict[tuple[Pair, str, Group], Amount] = field(default_factory=dict)
    """Amounts of those members alone that gave all of a pair."""
    round: int | None = None
    """The primary key of the year's reporting round."""
    reports: dict[Group, tuple[int, int, int]] = field(default_factory=dict)
    """Reports of the round by group: expected, submitted or later, accepted."""

    @cached_property
    def counted(self) -> list[Place]:
        """The places of those whose reports and statistics are counted."""
        return [place for place in self.places.values() if place.is_developing_member]

    @cached_property
    def developing(self) -> dict[Group, int]:
        """Developing members by group."""
        return counted(self.counted)

    def amount(self, measure: Measure, group: Group, pair: Pair = ()) -> Amount:
        """The measure in the group; a whole of the world is the same in every group."""
        if pair:
            return self.paired.get((pair, measure.name, group)) or self.nothing(measure, group)
        key = (measure.name, TOTAL if measure.is_of_the_world else group)
        return self.amounts.get(key) or self.nothing(measure, group)

    def nothing(self, measure: Measure, group: Group) -> Amount:
        """The amount where nobody is on record: 0 where that is a count, else no value."""
        if measure.source == Source.MEMBERSHIP:
            return Amount(Decimal(0))
        return Amount(None, coverage=self.expected(measure, group))

    def expected(self, measure: Measure, group: Group) -> Coverage:
        """The coverage of a measure for which nobody in the group gave anything."""
        if measure.source == Source.REPORTS:
            return self.of_reports(group, given=0)
        return Coverage(self.developing.get(group, 0), 0, 0, 0)

    def of_reports(self, group: Group, given: int, in_part: int = 0) -> Coverage:
        """Women and men, and target groups, are reported on by all."""
        reports = self.reports.get(group if group[0] in MEMBER_SPLITS else TOTAL, (0, 0, 0))
        return Coverage(*reports, given, in_part)

    @cached_property
    def found(self) -> dict[tuple[str, Split], set[str]]:
        """Groups with an amount, by measure and split; for use when all amounts are there."""
        groups: dict[tuple[str, Split], set[str]] = defaultdict(set)
        for name, (split, group) in self.amounts:
            groups[name, split].add(group)
        return groups

    def groups(self, split: Split, measures: Iterable[Measure]) -> list[str]:
        """The groups of a split in which a figure over `measures` is due."""
        due = {group for kind, group in self.developing if kind == split}
        for measure in measures:
            due |= self.found.get((measure.name, split), set())
            if measure.source == Source.REPORTS:
                due |= {group for kind, group in self.reports if kind == split}
        return sorted(due)


def read_year(
    plan: Plan, year: int, measures: Iterable[Measure], world: Places, only: int | None = None
) -> YearCells:
    """The amounts of `measures` in `year`, of all members or `only` of one.

    Six queries, however many members, reports and measures there are.
    """
    wanted = sorted(measures, key=lambda measure: measure.name)
    cells = YearCells(year, world if only is None else {only: world[only]})
    add_memberships(cells, [measure for measure in wanted if measure.source == Source.MEMBERSHIP])
    statistics = [measure for measure in wanted if measure.source == Source.STATISTICS]
    add_statistics(cells, [measure for measure in statistics if not measure.is_of_the_world])
    add_world_statistics(cells, [measure for measure in statistics if measure.is_of_the_world], world)
    reporting_round = Round.objects.filter(plan=plan, year=year).first()
    if reporting_round:
        cells.round = reporting_round.pk
        asked = [measure for measure in wanted if measure.source == Source.REPORTS]
        add_reports(cells, reporting_round)
        add_answers(cells, reporting_round, asked)
        if only is None:
            add_parts(cells, reporting_round, [measure for measure in asked if measure.own_split])
    return cells


def add_memberships(cells: YearCells, measures: list[Measure]) -> None:
    """Membership is on record for all, so that 0 is a count and not a gap."""
    for measure in measures:
        found = counted(place for place in cells.counted if measure.category in {"", place.category})
        for group, members in cells.developing.items():
            coverage = Coverage(members, members, members, members)
            count = found.get(group, 0)
            cells.amounts[measure.name, group] = Amount(Decimal(count), count, coverage=coverage)


def add_statistics(cells: YearCells, measures: list[Measure]) -> None:
    developing = [place for place in cells.places.values() if place.is_developing]
    for row in rolled_up_statistics(cells.year, measures, developing, MEMBER_SPLITS):
        store_statistic(cells, row, cells.developing.get((Split(row["split"]), row["grp"]), 0))


def add_world_statistics(cells: YearCells, measures: list[Measure], world: Places) -> None:
    members = sum(place.is_member for place in world.values())
    for row in rolled_up_statistics(cells.year, measures, list(world.values()), (Split.TOTAL,)):
        store_statistic(cells, row, members)


def store_statistic(cells: YearCells, row: dict[str, Any], expected: int) -> None:
    reported, in_part = row["given"], row["in_part"]
    cells.amounts[row["measure"], (Split(row["split"]), row["grp"])] = Amount(
        value=row["value"],
        members=row["given"],
        others=row["others"],
        coverage=Coverage(expected, reported, reported, reported - in_part, in_part),
        imputed=row["imputed"],
    )


def rolled_up_statistics(
    year: int, measures: list[Measure], chosen: list[Place], splits: Iterable[Split]
) -> list[dict[str, Any]]:
    if not measures or not chosen:
        return []
    return run(sql.STATISTICS_BY_GROUP, statistics_parameters(year, measures) | placed(chosen, splits))


def statistics_parameters(year: int, measures: list[Measure]) -> dict[str, Any]:
    """The series of each measure, side by side; `counts` marks those that count who has at least one."""
    pairs = [(measure, series) for measure in measures for series in measure.series]
    return {
        "year": year,
        "measures": [measure.name for measure, _series in pairs],
        "series": [series for _measure, series in pairs],
        "counts": [measure.adds_up == AddsUp.COUNT for measure, _series in pairs],
    }


def add_reports(cells: YearCells, reporting_round: Round) -> None:
    parameters = placed(cells.counted, MEMBER_SPLITS) | {"round": reporting_round.pk}
    for row in run(sql.REPORTS_BY_GROUP, parameters):
        if row["expected"]:
            group = Split(row["split"]), row["grp"]
            cells.reports[group] = row["expected"], row["reported"], row["accepted"]


def add_answers(cells: YearCells, reporting_round: Round, measures: list[Measure]) -> None:
    if not measures:
        return
    by_question = {measure.question: measure for measure in measures}
    parameters = answers_parameters(cells, reporting_round, by_question)
    for row in run(sql.ANSWERS_BY_GROUP, parameters | placed(cells.counted, MEMBER_SPLITS)):
        measure = by_question[row["question_id"]]
        store_answers(cells, measure, (Split(row["split"]), row["grp"]), row)


def add_parts(cells: YearCells, reporting_round: Round, measures: list[Measure]) -> None:
    """The parts of all members' answers."""
    if not measures:
        return
    by_question = {measure.question: measure for measure in measures}
    parameters = answers_parameters(cells, reporting_round, by_question) | {"unknown": UNKNOWN}
    for row in run(sql.ANSWERS_BY_PART, parameters):
        measure = by_question[row["question_id"]]
        store_answers(cells, measure, (measure.own_split or Split.TOTAL, row["grp"]), row)


def answers_parameters(
    cells: YearCells, reporting_round: Round, questions: Collection[int | None]
) -> dict[str, Any]:
    return {
        "rounds": [reporting_round.pk],
        "questions": list(questions),
        "counted": [place.member for place in cells.counted],
    }


def store_answers(cells: YearCells, measure: Measure, group: Group, row: dict[str, Any]) -> None:
    cells.amounts[measure.name, group] = amount_of(row, cells, group)


def amount_of(row: dict[str, Any], cells: YearCells, group: Group) -> Amount:
    givers = tuple(row["givers"] or ())
    return Amount(
        value=row["value"],
        members=len(givers),
        givers=givers,
        coverage=cells.of_reports(group, given=len(givers)),
        has_sample=bool(row["has_sample"]),
    )


def placed(chosen: Iterable[Place], splits: Iterable[Split]) -> dict[str, Any]:
    """Members and their groups as three lists side by side, which SQL unnests into a table."""
    rows = [(place, split) for place in chosen for split in splits]
    return {
        "members": [place.member for place, _split in rows],
        "are_members": [place.is_member for place, _split in rows],
        "splits": [str(split) for _place, split in rows],
        "groups": [place.groups[split] for place, split in rows],
    }


def run(statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
