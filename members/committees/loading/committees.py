"""Load technical_committees.csv and ics.csv."""

from collections.abc import Mapping, Sequence

from kernel.loading.changes import Summary, Table, check_fields
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File, one_of
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import read_table
from members.committees.loading.known import KnownMembers
from members.committees.loading.rows import CommitteeRow, IcsRow
from members.committees.models import Committee, CommitteeYear, IcsField

SNAPSHOTS = (2022, 2025)


def load_committees(
    *, committees: Origin | None = None, ics: Origin | None = None, dry_run: bool = False
) -> Summary:
    """Committees with their secretariats by year, and the fields of the ICS.

    Raises LoadingError with all problems; a committee that is not in the file stays, and of a file
    that is not given nothing is read or written.
    """
    with one_load("load_committees", dry_run=dry_run) as load:
        wanted: dict[str, Committee] = {}
        if committees:
            file = load.file(committees)
            rows = read_table(file, CommitteeRow, key=["reference"])
            wanted = build_committees(file, rows)
            years = build_years(file, rows, wanted)
        fields = build_fields(load.file(ics)) if ics else []
        load.problems.stop_if_any()
        if committees:
            write_committees(wanted, years, load)
        if ics:
            write_fields(fields, load)
    return load.summary


def build_committees(file: File, rows: Sequence[CommitteeRow]) -> dict[str, Committee]:
    wanted = {row.reference: committee_of(row) for row in rows}
    for row in rows:
        committee = wanted[row.reference]
        check_fields(file, row.line, committee)
        if row.parent_reference:
            committee.parent = wanted.get(row.parent_reference)
            report_parent(file, row, wanted)
    return wanted


def report_parent(file: File, row: CommitteeRow, wanted: Mapping[str, Committee]) -> None:
    column, parent = "parent_reference", row.parent_reference
    if parent not in wanted:
        file.refuse(row.line, column, f"“{parent}” is no committee.", one_of(parent, wanted))
    elif wanted[parent].kind == row.kind:
        wrong = f"“{parent}” is of the same kind, so it cannot be the parent."
        file.refuse(row.line, column, wrong, "Name the committee that it belongs to.")


def committee_of(row: CommitteeRow) -> Committee:
    return Committee(
        reference=row.reference,
        kind=row.kind,
        number=row.number,
        subcommittee_number=row.sc_number,
        title=row.title_en,
        created_on=row.creation_date,
        existed_2010=row.existed_2010,
        existed_2015=row.existed_2015,
        status=row.status_2025,
        iso_org_id=row.iso_org_id,
        source=row.source,
    )


def build_years(
    file: File, rows: Sequence[CommitteeRow], committees: Mapping[str, Committee]
) -> list[CommitteeYear]:
    members = KnownMembers()
    found: list[CommitteeYear] = []
    for row in rows:
        years = [year for year in SNAPSHOTS if says_anything(row, year)]
        found += [year_of(file, row, committees[row.reference], year, members) for year in years]
    return found


def says_anything(row: CommitteeRow, year: int) -> bool:
    columns = ("secretariat_iso2", "p_members", "o_members")
    return any(getattr(row, f"{column}_{year}") is not None for column in columns)


def year_of(
    file: File, row: CommitteeRow, committee: Committee, year: int, members: KnownMembers
) -> CommitteeYear:
    column = f"secretariat_iso2_{year}"
    iso2 = getattr(row, column)
    found = CommitteeYear(
        committee=committee,
        year=year,
        secretariat=members.get(file, row.line, column, iso2) if iso2 else None,
        secretariat_acronym=getattr(row, f"secretariat_acronym_{year}", ""),
        p_members=getattr(row, f"p_members_{year}"),
        o_members=getattr(row, f"o_members_{year}"),
    )
    check_fields(file, row.line, found)
    return found


def build_fields(file: File) -> list[IcsField]:
    rows = read_table(file, IcsRow, key=["code"])
    wanted = {row.code: field_of(row) for row in rows}
    for row in rows:
        check_fields(file, row.line, wanted[row.code])
        report_place(file, row, wanted)
        wanted[row.code].parent = wanted.get(row.parent_code)
    return list(wanted.values())


def report_place(file: File, row: IcsRow, wanted: Mapping[str, IcsField]) -> None:
    """A code tells its level and parent by its form; the columns must agree."""
    parent, level = row.code.rpartition(".")[0], row.code.count(".") + 1
    if row.level != level:
        file.refuse(row.line, "level", f"{row.code} is of level {level}.", "Correct the level or the code.")
    if row.parent_code != parent:
        wrong = f"{row.code} is part of “{parent}”, not of “{row.parent_code}”."
        file.refuse(row.line, "parent_code", wrong, "Correct the parent or the code.")
    elif parent and parent not in wanted:
        file.refuse(row.line, "parent_code", f"{parent} is not in the file.", "Add it.")


def field_of(row: IcsRow) -> IcsField:
    return IcsField(
        code=row.code, level=row.level, title_en=row.title_en, title_fr=row.title_fr, source=row.source
    )


def write_committees(wanted: Mapping[str, Committee], years: Sequence[CommitteeYear], load: Load) -> None:
    table = Table(Committee.objects.all(), key=["reference"], summary=load.summary)
    table.write([committee for committee in wanted.values() if committee.parent is None])
    table.write([committee for committee in wanted.values() if committee.parent is not None])
    Table(CommitteeYear.objects.all(), key=["committee_id", "year"], summary=load.summary).write(years)


def write_fields(fields: Sequence[IcsField], load: Load) -> None:
    table = Table(IcsField.objects.all(), key=["code"], summary=load.summary)
    for level in (1, 2, 3):
        table.write([field for field in fields if field.level == level])
