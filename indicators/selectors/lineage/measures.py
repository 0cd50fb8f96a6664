"""The members and values behind a result: they add up to its numerator and denominator exactly."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from activities.reporting.models import Report, Round
from indicators.engine import sql
from indicators.engine.aggregation import placed, run, statistics_parameters
from indicators.engine.dimensions import MEMBER_SPLITS, UNKNOWN, Place, Places, places_in
from indicators.engine.evaluation import Definition, define
from indicators.engine.formulas import Reference
from indicators.engine.measures import Measure, Source, catalogue
from indicators.enums import Split
from indicators.models import Result
from indicators.selectors.lineage.matching import Row, rows_together
from members.models import Member

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class Contribution:
    """What one member adds; without a value, why there is none."""

    member: Member
    value: Decimal | None
    source: str = ""
    is_imputed: bool = False
    is_member: bool = True
    """False where a country was no member in the year: it is listed apart and not counted."""
    is_partial: bool = False
    """Whether it has only some of the series that make the measure."""
    is_sample: bool = False
    absence: str = ""
    reason: str = ""
    report: Report | None = None
    left_out: Decimal | None = None
    """What it gave and is not counted, because it gave nothing for `lacks`."""
    lacks: tuple[Reference, ...] = ()

    @property
    def accepted_at(self) -> dt.datetime | None:
        return self.report.accepted_at if self.report else None


@dataclass(frozen=True)
class Strand:
    """One measure of a result's formula, and what each member adds to it."""

    reference: Reference
    measure: Measure
    year: int
    in_numerator: bool
    in_denominator: bool
    contributions: list[Contribution]
    """In the order of countries; of reported values only those that the reader may see."""
    hidden: int = 0
    """How many more members' values are counted that the reader may not see."""
    total: Decimal | None = None
    """What all of them add up to, those hidden included; none where nobody gave a value."""
    withheld: str = ""
    """Why the reader is not told the total, in words."""


@dataclass(frozen=True)
class Lineage:
    result: Result
    strands: list[Strand] = field(default_factory=list)

    @property
    def values(self) -> dict[Reference, Decimal | None]:
        return {strand.reference: strand.total for strand in self.strands}


def lineage(result: Result, user: "User") -> Lineage:
    """The strands of `result` as far as `user` may see them, from the data as they are now."""
    plan = result.version.indicator.plan
    definition = define(result.version, catalogue(plan))
    named = by_year(definition, result.year)
    rows: dict[Reference, list[Row]] = {}
    worlds = places_in(result.year, *named)
    for year, world in worlds.items():
        rows |= rows_of(definition, result, year, named.get(year, []), world)
    counted = [place.member for place in worlds[result.year].values() if place.is_developing_member]
    rows |= rows_together(definition, result, rows, counted)
    reader = Reader(user, Member.objects.in_bulk(), reports_in(rows))
    strands = [
        without_total(
            strand_of(definition, reference, result.year, rows[reference], reader), result, reader, definition
        )
        for reference in definition.references
    ]
    return Lineage(result, strands)


def without_total(strand: Strand, result: Result, reader: "Reader", definition: Definition) -> Strand:
    """The strand without its total where that would tell more than the result does.

    Of a reported measure the total is told where it is the numerator or denominator itself
    and neither is withheld; a summand could give away who alone gave another one.
    """
    if reader.sees_all or strand.reference not in definition.reported or strand.reference.members:
        return strand
    if result.hides_terms:
        return replace(strand, total=None, withheld=result.why_hidden)
    sides = (definition.numerator, definition.denominator)
    own = [side for side in sides if side and strand.reference in side.references]
    if any(side.is_single for side in own):
        return strand
    return replace(strand, total=None, withheld=_("told to DEVT and DEVCO only"))


@dataclass(frozen=True)
class Reader:
    """Who reads, and what a row's ids stand for."""

    user: "User"
    members: Mapping[int, Member]
    reports: Mapping[int, Report]

    @property
    def sees_all(self) -> bool:
        return self.user.is_devt or self.user.is_devco

    def may_see(self, row: Row) -> bool:
        """Official values are for all; a reported one is for DEVT, DEVCO and the member itself."""
        if "report_id" not in row or self.sees_all:
            return True
        return row["member_id"] in self.user.member_ids()

    def contribution(self, row: Row) -> Contribution:
        return Contribution(
            member=self.members[row["member_id"]],
            value=row["value"],
            source=row.get("source") or "",
            is_imputed=row.get("is_imputed", False),
            is_member=row.get("is_member", True),
            is_partial=row.get("is_partial", False),
            is_sample=row.get("is_sample", False),
            absence=row.get("absence") or "",
            reason=row.get("reason") or "",
            report=self.reports.get(row.get("report_id") or 0),
            left_out=row.get("left_out"),
            lacks=row.get("lacks", ()),
        )


def by_year(definition: Definition, year: int) -> dict[int, list[Reference]]:
    found: dict[int, list[Reference]] = {}
    for reference in definition.references:
        found.setdefault(reference.year or year, []).append(reference)
    return found


def reports_in(rows: Mapping[Reference, list[Row]]) -> dict[int, Report]:
    ids = {row["report_id"] for found in rows.values() for row in found if "report_id" in row}
    return Report.objects.select_related("accepted_by", "round").in_bulk(ids) if ids else {}


def strand_of(
    definition: Definition, reference: Reference, year: int, rows: list[Row], reader: Reader
) -> Strand:
    if reference.members:
        rows = counted_as_one(rows)
    given = [row["value"] for row in rows if row["value"] is not None]
    counts = definition.measures[reference.measure].source == Source.MEMBERSHIP
    seen = [row for row in rows if reader.may_see(row)]
    contributions = [reader.contribution(row) for row in seen]
    return Strand(
        reference=reference,
        measure=definition.measures[reference.measure],
        year=reference.year or year,
        in_numerator=reference in (definition.numerator.references if definition.numerator else ()),
        in_denominator=reference in (definition.denominator.references if definition.denominator else ()),
        contributions=sorted(contributions, key=lambda contribution: contribution.member.country),
        hidden=len(given) - sum(row["value"] is not None for row in seen),
        total=total_of(definition, reference, given) if given or counts else None,
    )


def total_of(definition: Definition, reference: Reference, given: list[Decimal]) -> Decimal:
    """The sum; of a mean within a longer formula the mean."""
    is_mean = definition.measures[reference.measure].is_mean and not reference.members
    total = sum(given, Decimal(0))
    return total / len(given) if is_mean and definition.mean_of is None else total


def counted_as_one(rows: Iterable[Row]) -> list[Row]:
    """Of those who gave a value, that they did."""
    one = Decimal(1)
    given = [row for row in rows if row["value"] is not None or row.get("left_out") is not None]
    return [row | ({"left_out": one} if row["value"] is None else {"value": one}) for row in given]


def rows_of(
    definition: Definition, result: Result, year: int, references: Iterable[Reference], world: Places
) -> dict[Reference, list[Row]]:
    """What each member gives to each measure in the result's group and one year."""
    measures = {reference: definition.measures[reference.measure] for reference in references}
    found: dict[str, list[Row]] = {}
    for source, read in READERS.items():
        chosen = [measure for measure in dict.fromkeys(measures.values()) if measure.source == source]
        if chosen:
            found |= read(chosen, result, year, world)
    return {reference: found.get(measure.name, []) for reference, measure in measures.items()}


def in_group(result: Result, world: Places, measure: Measure) -> list[Place]:
    """The places of the result's group, of sex and target group all."""
    split = Split(result.split)
    if measure.is_of_the_world or split not in MEMBER_SPLITS:
        return list(world.values())
    return [place for place in world.values() if place.groups[split] == result.group]


def membership_rows(
    measures: list[Measure], result: Result, _year: int, world: Places
) -> dict[str, list[Row]]:
    return {
        measure.name: [
            {"member_id": place.member, "value": Decimal(1)}
            for place in in_group(result, world, measure)
            if place.is_developing_member and measure.category in {"", place.category}
        ]
        for measure in measures
    }


def statistics_rows(
    measures: list[Measure], result: Result, year: int, world: Places
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for measure in measures:
        chosen = [
            place
            for place in in_group(result, world, measure)
            if place.is_developing or measure.is_of_the_world
        ]
        parameters = statistics_parameters(year, [measure]) | placed(chosen, (Split.TOTAL,))
        rows = run(sql.STATISTICS_BY_MEMBER, parameters)
        found[measure.name] = [row if row["is_member"] else apart(row) for row in rows]
    return found


def apart(row: Row) -> Row:
    """What a country that was no member has, which is listed and not counted."""
    return row | {"value": None, "left_out": row["value"], "is_member": False}


def answer_rows(measures: list[Measure], result: Result, year: int, world: Places) -> dict[str, list[Row]]:
    reporting_round = Round.objects.filter(plan=result.version.indicator.plan, year=year).first()
    if reporting_round is None:
        return {}
    names = {measure.question: measure.name for measure in measures}
    whole = result.split in MEMBER_SPLITS
    statement = sql.ANSWERS_BY_MEMBER if whole else sql.PARTS_BY_MEMBER
    group = {place.member for place in in_group(result, world, measures[0])}
    parameters = {
        "rounds": [reporting_round.pk],
        "questions": list(names),
        "counted": list(world),
        "unknown": UNKNOWN,
    }
    found: dict[str, list[Row]] = {}
    for row in run(statement, parameters):
        if row["member_id"] in group and (whole or row["grp"] == result.group):
            is_counted = world[row["member_id"]].is_developing_member
            found.setdefault(names[row["question_id"]], []).append(row if is_counted else apart(row))
    return found


READERS = {
    Source.MEMBERSHIP: membership_rows,
    Source.STATISTICS: statistics_rows,
    Source.REPORTS: answer_rows,
}
