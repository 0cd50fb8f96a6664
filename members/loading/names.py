"""Names and acronyms with dates; the rules are in this package's docstring."""

import datetime as dt

from kernel.models import year_end
from members.loading.rows import MemberRow
from members.models import Member, MemberName

ATTESTED_FROM, ATTESTED_TO = dt.date(2009, 1, 1), year_end(2015)
SEEN_2022, SEEN_2025 = dt.date(2022, 1, 1), dt.date(2025, 1, 1)
PAGE_2022 = "iso.org via StanDat, January 2022"
OPEN_DATA_2025 = "ISO Open Data, June 2025"


def name_in_use(row: MemberRow) -> str:
    return row.nsb_name_2022


def acronym_in_use(row: MemberRow) -> str:
    return row.nsb_acronym_2025 or row.nsb_acronym_2022


def names(row: MemberRow, member: Member) -> list[MemberName]:
    current = [name for name in (of_2022(row), of_2025(row)) if name]
    found = [*current, *earlier(row, current)]
    for name in found:
        name.member = member
    return found


def of_2022(row: MemberRow) -> MemberName | None:
    """The name of 2022, with the acronym of 2022, or the later one where that year shows none."""
    if not (row.nsb_name_2022 or row.nsb_acronym_2022):
        return None
    acronym = row.nsb_acronym_2022 or row.nsb_acronym_2025
    return MemberName(
        name=row.nsb_name_2022,
        acronym=acronym,
        valid_from=first_seen(row, acronym, SEEN_2022),
        valid_to=year_end(2024) if has_new_acronym(row) else None,
        source=PAGE_2022
        if row.nsb_acronym_2022
        else f"{PAGE_2022}; acronym: {row.nsb_acronym_2025_basis or 'not found'}",
        needs_check=not row.nsb_acronym_2022 and is_inferred(row),
    )


def of_2025(row: MemberRow) -> MemberName | None:
    """The acronym of 2025 where it differs, or is the first one known."""
    first_known = row.nsb_acronym_2025 and not (row.nsb_name_2022 or row.nsb_acronym_2022)
    if not (has_new_acronym(row) or first_known):
        return None
    return MemberName(
        name=row.nsb_name_2022 if "2022 name" in row.nsb_acronym_2025_basis else "",
        acronym=row.nsb_acronym_2025,
        valid_from=first_seen(row, row.nsb_acronym_2025, SEEN_2025),
        source=f"{OPEN_DATA_2025}; basis: {row.nsb_acronym_2025_basis}",
        needs_check=is_inferred(row),
    )


def has_new_acronym(row: MemberRow) -> bool:
    return bool(
        row.nsb_acronym_2022 and row.nsb_acronym_2025 and row.nsb_acronym_2022 != row.nsb_acronym_2025
    )


def is_inferred(row: MemberRow) -> bool:
    return "inference" in row.nsb_acronym_2025_basis


def earlier(row: MemberRow, current: list[MemberName]) -> list[MemberName]:
    """Acronyms that are not in use any more, each once."""
    in_use = {name.acronym for name in current}
    acronyms = [*words(row.nsb_acronyms_former), *attested(row), *words(row.nsb_acronym_wikipedia_undated)]
    return [former(row, acronym, current) for acronym in dict.fromkeys(acronyms) if acronym not in in_use]


def former(row: MemberRow, acronym: str, current: list[MemberName]) -> MemberName:
    if acronym in attested(row):
        source = "attested in sources of 2009-2015"
        return MemberName(acronym=acronym, valid_from=ATTESTED_FROM, valid_to=ATTESTED_TO, source=source)
    starts = [name.valid_from for name in current if name.valid_from]
    last_day = min(starts) - dt.timedelta(days=1) if starts else None
    if acronym in words(row.nsb_acronyms_former):
        return MemberName(
            acronym=acronym, valid_to=last_day, source="former acronym, its dates were not found"
        )
    return MemberName(acronym=acronym, valid_to=last_day, source="Wikipedia, undated", needs_check=True)


def first_seen(row: MemberRow, acronym: str, otherwise: dt.date) -> dt.date:
    return ATTESTED_FROM if acronym and acronym in attested(row) else otherwise


def attested(row: MemberRow) -> list[str]:
    return words(row.nsb_acronym_attested_2009_2015)


def words(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
