"""The members and values behind a result: they add up to its numerator and denominator exactly."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from activities.reporting.models import Report
from indicators.engine.definitions import Definition, define
from indicators.engine.dimensions import profiles_over
from indicators.engine.formulas import Reference
from indicators.models import Result
from indicators.selectors.lineage.complete_cases import rows_of_complete_cases
from indicators.selectors.lineage.facts import Row, read_facts, rows_in, value_of_group
from kernel.measures import MEASURES, Measure
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
class MeasureLineage:
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
    strands: list[MeasureLineage] = field(default_factory=list)

    @property
    def values(self) -> dict[Reference, Decimal | None]:
        return {strand.reference: strand.total for strand in self.strands}


def lineage(result: Result, user: "User") -> Lineage:
    """The strands of `result` as far as `user` may see them, from the data as they are now."""
    definition = define(result.version, MEASURES.catalogue(result.version.indicator.plan))
    rows = rows_of(definition, result)
    access = LineageAccess(user, Member.objects.in_bulk(), records_behind(rows))
    strands = [
        without_total(
            measure_lineage(definition, reference, result.year, rows[reference], access),
            result,
            access,
            definition,
        )
        for reference in definition.references
    ]
    return Lineage(result, strands)


def rows_of(definition: Definition, result: Result) -> dict[Reference, list[Row]]:
    """What each member gives to each measure of the formula in the result's group; three queries at most."""
    at = result.year
    years = sorted({at, *(reference.year or at for reference in definition.references)})
    spans = profiles_over((at, year) for year in years)
    facts = read_facts(result.version.indicator.plan, years, definition.used) if definition.used else {}
    rows = {
        reference: rows_in(
            result,
            facts.get((reference.measure, reference.year or at), []),
            definition.measures[reference.measure],
            spans[at, reference.year or at],
        )
        for reference in definition.references
    }
    return rows | rows_of_complete_cases(definition, result, rows, spans[at, at])


def without_total(
    strand: MeasureLineage, result: Result, access: "LineageAccess", definition: Definition
) -> MeasureLineage:
    """The strand without its total where that would tell more than the result does.

    Of a reported measure the total is told where it is the numerator or denominator itself
    and neither is withheld; a summand could give away who alone gave another one.
    """
    if access.sees_all or strand.reference not in definition.confidential or strand.reference.members:
        return strand
    if result.hides_terms:
        return replace(strand, total=None, withheld=result.why_hidden)
    sides = (definition.numerator, definition.denominator)
    own = [side for side in sides if side and strand.reference in side.references]
    if any(side.is_single for side in own):
        return strand
    return replace(strand, total=None, withheld=_("told to DEVT and DEVCO only"))


@dataclass(frozen=True)
class LineageAccess:
    """Who reads, and what a row's ids stand for."""

    user: "User"
    members: Mapping[int, Member]
    records: Mapping[str, Any]

    @property
    def sees_all(self) -> bool:
        return self.user.is_devt or self.user.is_devco

    def may_see(self, row: Row) -> bool:
        """Official values are for all; a reported one is for DEVT, DEVCO and the member itself."""
        if not row["is_confidential"] or self.sees_all:
            return True
        return row["member_id"] in self.user.member_ids()

    def contribution(self, row: Row) -> Contribution:
        note, record = row.get("note", {}), self.records.get(row["record"])
        report = record if isinstance(record, Report) else None
        label = str(MEASURES.sources[row["source_key"]].label) if record and not report else ""
        return Contribution(
            member=self.members[row["member_id"]],
            value=row["value"],
            source=note.get("source") or label,
            is_imputed=row.get("is_imputed", False),
            is_member=row.get("is_member", True),
            is_partial=row.get("is_partial", False),
            is_sample=row.get("is_sample", False),
            absence=note.get("absence") or "",
            reason=note.get("reason") or "",
            report=report,
            left_out=row.get("left_out"),
            lacks=row.get("lacks", ()),
        )


def records_behind(rows: Mapping[Reference, list[Row]]) -> dict[str, Any]:
    """The records that confidential facts come from, by what facts call them; a query for each source."""
    keys: dict[str, set[str]] = {}
    for found in rows.values():
        for row in found:
            if row["is_confidential"]:
                keys.setdefault(row["source_key"], set()).add(row["record"])
    records: dict[str, Any] = {}
    for source, own in keys.items():
        records |= MEASURES.sources[source].records(sorted(own))
    return records


def measure_lineage(
    definition: Definition, reference: Reference, year: int, rows: list[Row], access: LineageAccess
) -> MeasureLineage:
    if reference.members:
        rows = counted_as_one(rows)
    given = [row for row in rows if row["value"] is not None]
    counts = definition.measures[reference.measure].source.is_complete
    seen = [row for row in rows if access.may_see(row)]
    contributions = [access.contribution(row) for row in seen]
    return MeasureLineage(
        reference=reference,
        measure=definition.measures[reference.measure],
        year=reference.year or year,
        in_numerator=reference in (definition.numerator.references if definition.numerator else ()),
        in_denominator=reference in (definition.denominator.references if definition.denominator else ()),
        contributions=sorted(contributions, key=lambda contribution: contribution.member.country),
        hidden=len(given) - sum(row["value"] is not None for row in seen),
        total=total_of(definition, reference, given) if given or counts else None,
    )


def total_of(definition: Definition, reference: Reference, given: list[Row]) -> Decimal:
    """What they come to together; of an indicator that is a mean itself, the sum that is divided."""
    if not given or reference.members or definition.mean_of is not None:
        return sum((row["value"] for row in given), Decimal(0))
    return value_of_group(definition.measures[reference.measure].aggregation, given)


def counted_as_one(rows: Iterable[Row]) -> list[Row]:
    """Of those who gave a value, that they did."""
    one = Decimal(1)
    given = [row for row in rows if row["value"] is not None or row.get("left_out") is not None]
    return [row | ({"left_out": one} if row["value"] is None else {"value": one}) for row in given]
