"""Load participation_by_year.csv and iso_survey_certificates.csv."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File
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
    *, participation: Path, certificates: Path, quality: Path, dry_run: bool = False
) -> Summary:
    """Committee participation and certificates by member and year.

    Raises LoadingError with all problems; a figure that is not in the files stays.
    """
    with one_load("load_statistics", dry_run=dry_run) as load:
        members = KnownMembers()
        notes = quality_notes(load.file(quality), members)
        wanted = [
            *of_participation(load.file(participation), members, notes),
            *of_certificates(load.file(certificates), members),
        ]
        load.problems.stop_if_any()
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


def of_participation(file: File, members: KnownMembers, notes: Notes) -> Iterator[Statistic]:
    rows = read_table(file, ParticipationRow, key=["iso2", "year"])
    fillers, since = recorded.fillers(rows), recorded.first_years(rows, PARTICIPATION)
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


def write(wanted: Sequence[Statistic], load: Load) -> None:
    table = Table(Statistic.objects.all(), key=["series", "year", "member_id"], summary=load.summary)
    table.write(wanted)
    load.years = sorted({year for _series, year, _member in table.changed_keys})
