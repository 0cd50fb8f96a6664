"""A lineage as a table: members down, measures across."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.reporting.enums import Absence
from activities.reporting.models import Report
from indicators.engine.formulas import Reference
from indicators.labels import GroupLabels
from indicators.models import ExactResult, Result
from indicators.selectors.finality import Finality
from indicators.selectors.formula import label_of
from indicators.selectors.lineage.measures import Contribution, Lineage, MeasureLineage
from members.models import Member


@dataclass(frozen=True)
class Cell:
    """What one member adds to one strand; nothing where it adds none."""

    strand: MeasureLineage
    given: Contribution | None
    labels: Mapping[Reference, str]

    @property
    def label(self) -> str:
        return self.labels[self.strand.reference._replace(members=False)]

    @property
    def is_reported(self) -> bool:
        return self.strand.measure.source.is_reported and not self.strand.reference.members

    @property
    def why_missing(self) -> str:
        """Membership is on record for all, so that who is missing there is not one of those counted."""
        if self.given is None:
            is_count = self.strand.measure.source.is_complete
            return _("not counted") if is_count else _("not reported")
        if not self.given.is_member:
            return _("not counted: no member of the organization in that year")
        if self.given.lacks:
            words = ", ".join(f"“{self.labels[lacking]}”" for lacking in self.given.lacks)
            return _("left out: gave no value for %(lacking)s") % {"lacking": words}
        return str(Absence(self.given.absence).label) if self.given.absence else _("no data")


@dataclass(frozen=True)
class MemberRow:
    """What one member adds to each strand."""

    member: Member
    cells: tuple[Cell, ...]

    @property
    def lacks(self) -> list[str]:
        """Of several reported figures that are added, those that it did not give although it gave others."""
        reported = [cell for cell in self.cells if cell.is_reported]
        missing = [cell for cell in reported if cell.given is None or cell.given.value is None]
        left_out = any(cell.given and cell.given.left_out is not None for cell in reported)
        is_partial = bool(missing) and len(missing) < len(reported) and not left_out
        return [cell.label for cell in missing] if is_partial else []

    @property
    def given(self) -> list[Contribution]:
        return [cell.given for cell in self.cells if cell.given is not None]

    @property
    def report(self) -> Report | None:
        return next((cell.report for cell in self.given if cell.report), None)

    @property
    def sources(self) -> list[str]:
        return sorted({cell.source for cell in self.given if cell.source})


@dataclass(frozen=True)
class Column:
    """A strand with its label in words."""

    strand: MeasureLineage
    label: str

    @property
    def has_sample(self) -> bool:
        return any(one.is_sample for one in self.strand.contributions)


def columns(lineage: Lineage) -> list[Column]:
    return [Column(strand, label_of(strand.measure, strand.reference)) for strand in lineage.strands]


def member_rows(lineage: Lineage) -> list[MemberRow]:
    """In the order of countries."""
    labels = {
        strand.reference._replace(members=False): label_of(
            strand.measure, strand.reference._replace(members=False)
        )
        for strand in lineage.strands
    }
    by_strand = [{one.member.pk: one for one in strand.contributions} for strand in lineage.strands]
    members = {one.member.pk: one.member for strand in lineage.strands for one in strand.contributions}
    ordered = sorted(members.values(), key=lambda member: member.country)
    return [
        MemberRow(
            member,
            tuple(
                Cell(strand, found.get(member.pk), labels)
                for strand, found in zip(lineage.strands, by_strand, strict=True)
            ),
        )
        for member in ordered
    ]


def hidden(lineage: Lineage) -> int:
    """How many members' reported values the reader may not see."""
    return max((strand.hidden for strand in lineage.strands), default=0)


def left_out(lineage: Lineage) -> int:
    """How many members of those shown are in the table and not in the figure, since they gave only a part."""
    return len({one.member.pk for strand in lineage.strands for one in strand.contributions if one.lacks})


LINEAGE_COLUMNS = (
    "indicator",
    "year",
    "split",
    "group",
    "group_label",
    "measure",
    "measure_year",
    "part_of",
    "country_code",
    "country",
    "value",
    "left_out_value",
    "why_missing",
    "reason",
    "only_a_part",
    "imputed",
    "sample_data",
    "report_state",
    "accepted_at",
    "source",
    "provisional",
)


def lineage_lines(lineage: Lineage, finality: Finality) -> Iterator[tuple[object, ...]]:
    """One line for each member and measure; what the reader may not see is one line with its count."""
    result = lineage.result
    indicator = result.version.indicator
    label = GroupLabels().label(result.split, result.group, indicator.plan_id)
    start = (indicator.code, result.year, result.split, result.group, label)
    end = (_yes_no(finality.is_provisional(result.version, result.year)),)
    for strand in lineage.strands:
        measure = (str(strand.reference), strand.year, _part_of(strand))
        for one in strand.contributions:
            yield *start, *measure, *_line(one), *end
        if strand.hidden:
            yield *start, *measure, "", "", "", "", "not_shown", f"{strand.hidden} members", *([""] * 6), *end


def _yes_no(flag: object) -> str:
    return "yes" if flag else "no"


def _part_of(strand: MeasureLineage) -> str:
    parts = [("numerator", strand.in_numerator), ("denominator", strand.in_denominator)]
    return " and ".join(name for name, belongs in parts if belongs)


def _why(one: Contribution) -> str:
    if not one.is_member:
        return "no_member"
    return "left_out" if one.lacks else one.absence


def _line(one: Contribution) -> tuple[object, ...]:
    return (
        one.member.iso2,
        one.member.country,
        one.value,
        one.left_out,
        _why(one),
        f"gave no {', '.join(map(str, one.lacks))}" if one.lacks else one.reason,
        _yes_no(one.is_partial),
        _yes_no(one.is_imputed),
        _yes_no(one.is_sample),
        one.report.state if one.report else "",
        one.accepted_at.isoformat() if one.accepted_at else "",
        one.source,
    )


RESULT_COLUMNS = (
    "indicator",
    "name",
    "unit",
    "formula_version",
    "year",
    "split",
    "group",
    "group_label",
    "value",
    "why_missing",
    "numerator",
    "denominator",
    "expected",
    "reported",
    "accepted",
    "given",
    "given_in_part",
    "at_least",
    "others_not_counted",
    "imputed",
    "sample_data",
    "does_not_add_up",
    "provisional",
    "reports_expected",
    "reports_accepted",
    "reports_decided",
)


def _told(result: Result, value: Decimal | None, is_withheld: object) -> Decimal | str | None:
    """A value, or the words that it is withheld from this reader."""
    if value is None and is_withheld and not isinstance(result, ExactResult):
        return result.why_hidden
    return value


def result_lines(results: Iterable[Result], finality: Finality) -> Iterator[tuple[object, ...]]:
    labels = GroupLabels()
    for one in results:
        indicator, year = one.version.indicator, finality.year(one.year)
        provisional = finality.is_provisional(one.version, one.year)
        yield (
            *(
                indicator.code,
                indicator.name,
                indicator.unit,
                one.version.number,
                one.year,
                one.split,
                one.group,
                labels.label(one.split, one.group, indicator.plan_id),
            ),
            *(_told(one, one.value, one.withheld), one.get_no_value_display()),
            *(_told(one, value, one.hides_terms) for value in (one.numerator, one.denominator)),
            *(one.expected, one.reported, one.accepted, one.given, one.given_in_part),
            *(_yes_no(one.at_least), one.others, one.imputed),
            *map(_yes_no, (one.has_sample, one.does_not_add_up, provisional)),
            *(year.expected, year.accepted, year.decided),
        )
