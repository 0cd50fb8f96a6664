"""Load participation_by_year.csv and iso_survey_certificates.csv."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.db.models import Min

from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import read_table
from members.committees.enums import SeriesCode
from members.committees.loading import recorded
from members.committees.loading.known import KnownMembers
from members.committees.loading.rows import CertificatesRow, ParticipationRow, QualityRow
from members.committees.models import Statistic

PARTICIPATION = {
    "p_members_incl_secretariat": SeriesCode.P_ROLES,
    "p_members_excl_secretariat": SeriesCode.P_ROLES_WITHOUT_SECRETARIATS,
    "o_members": SeriesCode.O_ROLES,
    "secretariats": SeriesCode.SECRETARIATS,
    "twinned_secretariats_or_other": SeriesCode.TWINNED_SECRETARIATS,
}
CERTIFICATES = {
    "iso9001": SeriesCode.CERTIFICATES_9001,
    "iso14001": SeriesCode.CERTIFICATES_14001,
    "iso27001": SeriesCode.CERTIFICATES_27001,
}
PARTICIPATION_SOURCE = "StanDat, participation by year (MIT), read off published figures; series “{series}”"
Notes = dict[tuple[str, int], str]


def load_statistics(
    *,
    participation: Origin | None = None,
    certificates: Origin | None = None,
    quality: Origin | None = None,
    dry_run: bool = False,
) -> Summary:
    """Committee participation and certificates by member and year.

    Raises LoadingError with all problems; a figure that is not in the files stays, and of a file that
    is not given nothing is read: what it told before holds.
    """
    with one_load("load_statistics", dry_run=dry_run) as load:
        members, recorded_before = KnownMembers(), Before()
        notes = quality_notes(load.file(quality), members) if quality else None
        wanted: list[Statistic] = []
        if participation:
            wanted += of_participation(load.file(participation), members, notes, recorded_before)
        if certificates:
            wanted += of_certificates(load.file(certificates), members)
        load.problems.stop_if_any()
        if notes is not None and not participation:
            wanted += recorded_before.noted(notes)
        write(wanted, load)
    return load.summary


def quality_notes(file: File, members: KnownMembers) -> Notes:
    notes: Notes = {}
    for row in read_table(file, QualityRow, key=["iso2", "first_year"]):
        members.get(file, row.line, "iso2", row.iso2)
        if row.last_year < row.first_year:
            file.refuse(row.line, "last_year", "The last year lies before the first.", "Correct one of them.")
        notes |= {(row.iso2, year): row.note for year in range(row.first_year, row.last_year + 1)}
    return notes


def of_participation(
    file: File, members: KnownMembers, notes: Notes | None, before: "Before"
) -> Iterator[Statistic]:
    rows = read_table(file, ParticipationRow, key=["iso2", "year"])
    fillers = recorded.fillers(rows, before.first_figures())
    since = earlier(recorded.first_years(rows, PARTICIPATION), before.first_years())
    notes = before.notes() if notes is None else notes
    for row in rows:
        if (row.iso2, row.year) in fillers:
            continue
        columns = {column: series for column, series in PARTICIPATION.items() if row.year >= since[column]}
        for statistic in figures(file, row, columns, members):
            statistic.imputed_share = row.imputed_share
            statistic.quality_note = notes.get((row.iso2, row.year), "")
            statistic.source = PARTICIPATION_SOURCE.format(series=row.standat_series)
            yield statistic


def of_certificates(file: File, members: KnownMembers) -> Iterator[Statistic]:
    for row in read_table(file, CertificatesRow, key=["iso2", "year"]):
        for statistic in figures(file, row, CERTIFICATES, members):
            statistic.source = row.source
            yield statistic


def figures(
    file: File,
    row: ParticipationRow | CertificatesRow,
    columns: dict[str, SeriesCode],
    members: KnownMembers,
) -> Iterator[Statistic]:
    """The cells of a row as statistics; an empty cell is none."""
    member = members.get(file, row.line, "iso2", row.iso2)
    for column, series in columns.items():
        value: Decimal | None = getattr(row, column)
        if value is not None and member:
            statistic = Statistic(member=member, series=series, year=row.year, value=value)
            check_fields(file, row.line, statistic)
            yield statistic


class Before:
    """What is on record, so that a file with a part of the years is read as one with all of them would be."""

    def first_years(self) -> Mapping[str, int]:
        """The first year in which each series of participation was recorded."""
        found = Statistic.objects.filter(series__in=PARTICIPATION.values(), value__gt=0)
        years = found.order_by().values("series").annotate(first=Min("year"))
        return dict(years.values_list("series", "first"))

    def first_figures(self) -> recorded.FirstFigures:
        """By code, the first year and number of a member's P-memberships."""
        found = Statistic.objects.filter(series=SeriesCode.P_ROLES).order_by("-year")
        return {
            iso2: (year, value) for iso2, year, value in found.values_list("member__iso2", "year", "value")
        }

    def notes(self) -> Notes:
        noted = Statistic.objects.filter(series__in=PARTICIPATION.values()).exclude(quality_note="")
        return {
            (iso2, year): note
            for iso2, year, note in noted.values_list("member__iso2", "year", "quality_note")
        }

    def noted(self, notes: Notes) -> Iterator[Statistic]:
        """All of participation with these notes in the place of those that they had."""
        for statistic in Statistic.objects.filter(series__in=PARTICIPATION.values()).select_related("member"):
            statistic.quality_note = notes.get((statistic.member.iso2, statistic.year), "")
            yield statistic


def earlier(by_column: Mapping[str, int], by_series: Mapping[str, int]) -> Mapping[str, int]:
    pairs = by_column.items()
    return {column: min(year, by_series.get(PARTICIPATION[column], year)) for column, year in pairs}


def write(wanted: Sequence[Statistic], load: Load) -> None:
    table = Table(Statistic.objects.all(), key=["series", "year", "member_id"], summary=load.summary)
    table.write(wanted)
    load.years = sorted({year for _series, year, _member in table.changed_keys})
