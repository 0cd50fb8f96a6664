"""Load members.csv and regional_organizations.csv."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kernel.loading.changes import Links, Summary, Table, check_fields
from kernel.loading.load import Load, one_load
from kernel.loading.problems import File
from kernel.loading.reading.sources import Origin
from kernel.loading.tables import read_table, report_duplicates
from kernel.periods import overlaps
from members.enums import OrganisationKind, RegionLevel
from members.loading import dated, names
from members.loading.regions import Regions
from members.loading.rows import MemberRow, OrganisationRow
from members.models import Classification, Member, MemberName, Membership, Organisation, Region


@dataclass
class Wanted:
    """What the files say, as unsaved records that point at each other."""

    regions: Regions | None = None
    members: dict[str, Member] = field(default_factory=dict)
    names: list[MemberName] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    classifications: list[Classification] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    belonging: list[tuple[Organisation, str]] = field(default_factory=list)


def load_members(
    *, members: Origin | None = None, organisations: Origin | None = None, dry_run: bool = False
) -> Summary:
    """Regions, members with names, categories and classifications, and regional organizations.

    Raises LoadingError with all problems; a member or period that is not in the file stays, and of a
    file that is not given nothing is read or written.
    """
    with one_load("load_members", dry_run=dry_run) as load:
        file = load.file(members) if members else None
        rows = read_members(file) if file else []
        wanted = build(file, rows) if file else Wanted()
        if organisations:
            organisations_file = load.file(organisations)
            organisation_rows = read_table(organisations_file, OrganisationRow, key=["acronym"])
            build_organisations(organisations_file, organisation_rows, wanted)
        load.problems.stop_if_any()
        if file:
            write_members(wanted, load)
        if organisations:
            write_organisations(wanted, load)
        if file:
            write_periods(file, wanted, rows, load)
    return load.summary


def read_members(file: File) -> list[MemberRow]:
    rows = read_table(file, MemberRow, key=["iso2"])
    report_duplicates(file, rows, ["iso3"])
    return rows


def build(file: File, rows: Sequence[MemberRow]) -> Wanted:
    wanted = Wanted(regions := Regions(file, rows))
    for row in rows:
        member = member_of(row, regions)
        own_names = names.names(row, member)
        memberships = dated.memberships(row, member)
        classifications = dated.classifications(row, member)
        for record in (member, *own_names, *memberships, *classifications):
            check_fields(file, row.line, record)
        wanted.members[row.iso2] = member
        wanted.names += own_names
        wanted.memberships += memberships
        wanted.classifications += classifications
    return wanted


def member_of(row: MemberRow, regions: Regions) -> Member:
    return Member(
        iso2=row.iso2,
        iso3=row.iso3,
        m49=row.m49,
        country=row.country,
        region=regions.get(row.un_region),
        subregion=regions.get(row.un_subregion),
        intermediate_region=regions.get(row.un_intermediate_region),
        iso_org_id=row.iso_member_org_id,
        name=names.name_in_use(row),
        acronym=names.acronym_in_use(row),
        source=row.source,
    )


def build_organisations(file: File, rows: Iterable[OrganisationRow], wanted: Wanted) -> None:
    for row in rows:
        organisation = Organisation(
            acronym=row.acronym,
            name=row.name,
            kind=OrganisationKind.REGIONAL,
            region=row.region,
            founded_year=row.founded_year,
            seat=row.seat,
            notes=row.notes,
            source=row.source,
        )
        check_fields(file, row.line, organisation)
        wanted.organisations[row.acronym] = organisation
        wanted.belonging += [(organisation, iso2) for iso2 in codes(file, row)]


def codes(file: File, row: OrganisationRow) -> list[str]:
    """Codes of the countries; some of them never were members of ISO."""
    found = row.member_iso2.split()
    for code in found:
        if not re.fullmatch("[A-Z]{2}", code):
            file.refuse(row.line, "member_iso2", f"“{code}” is no code of a country.", "Write two capitals.")
    return list(dict.fromkeys(found))


def write_members(wanted: Wanted, load: Load) -> None:
    regions = Table(Region.objects.all(), key=["slug"], summary=load.summary)
    for level in RegionLevel:
        regions.write(wanted.regions.of_level(level) if wanted.regions else ())
    Table(Member.objects.all(), key=["iso2"], summary=load.summary).write(wanted.members.values())
    key = ["member_id", "acronym", "valid_from"]
    Table(MemberName.objects.all(), key=key, summary=load.summary).write(wanted.names)


def write_organisations(wanted: Wanted, load: Load) -> None:
    organisations = wanted.organisations.values()
    Table(Organisation.objects.all(), key=["acronym"], summary=load.summary).write(organisations)
    members = Member.objects.in_bulk(field_name="iso2")
    pairs = [(organisation, members[iso2]) for organisation, iso2 in wanted.belonging if iso2 in members]
    key = ("organisation_id", "member_id")
    through = Organisation.members.through
    links = Links("members of organizations", through, key=key, owners=organisations, summary=load.summary)
    links.write(pairs)


def write_periods(file: File, wanted: Wanted, rows: Sequence[MemberRow], load: Load) -> None:
    """Write the periods of which only one may hold at a time; one entered by hand may stand in the way."""
    lines = {wanted.members[row.iso2].pk: row.line for row in rows}
    memberships = Table(Membership.objects.all(), key=["member_id", "valid_from"], summary=load.summary)
    memberships.write(wanted.memberships)
    key = ["member_id", "scheme", "valid_from"]
    classifications = Table(Classification.objects.all(), key=key, summary=load.summary)
    classifications.write(wanted.classifications)
    refuse_overlaps(file, lines, [*wanted.memberships, *memberships.absent()])
    refuse_overlaps(file, lines, [*wanted.classifications, *classifications.absent()])


def refuse_overlaps(
    file: File, lines: dict[int, int], periods: Sequence[Membership | Classification]
) -> None:
    for (member, what), alone in groupby(sorted(periods, key=owner), owner):
        for before, after in overlaps(alone):
            wrong = f"{in_words(before)} overlaps {in_words(after)}."
            mend = "One of them was entered by hand: end it in the administration, or correct the file."
            file.refuse(lines.get(member, 1), what, wrong, mend)


def owner(period: Membership | Classification) -> tuple[int, str]:
    return period.member_id, getattr(period, "scheme", "membership")


def in_words(period: Membership | Classification) -> str:
    return f"“{period}” ({period.valid_from or '…'} to {period.valid_to or '…'})"
