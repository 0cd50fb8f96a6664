"""Which figures a source recorded: no record is made of its zeros for the years before, which are unknown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, takewhile

from members.committees.loading.rows import ParticipationRow

FROM_NOTHING = 10
"""P-memberships that nobody gains in a year: a filler before them stood for a figure that was not found."""


def first_years(rows: Collection[ParticipationRow], columns: Iterable[str]) -> Mapping[str, int]:
    """The first year in which the source has anything but 0 in a column; without any, none counts."""
    never = max((row.year for row in rows), default=0) + 1
    return {
        column: min((row.year for row in rows if getattr(row, column)), default=never) for column in columns
    }


FirstFigures = Mapping[str, tuple[int, Decimal]]


def fillers(rows: Iterable[ParticipationRow], on_record: FirstFigures) -> set[tuple[str, int]]:
    """Codes and years of a member's first rows that hold a single role, where a jump follows.

    It may follow in the file, or stand on record where the file holds the first rows alone.

    Before it read a member's figures, the source put one membership for it and 0 for the rest.
    """
    found: set[tuple[str, int]] = set()
    ordered = sorted(rows, key=lambda row: (row.iso2, row.year))
    for iso2, group in groupby(ordered, key=lambda row: row.iso2):
        own = list(group)
        first = list(takewhile(is_single, own))
        after = own[len(first) :]
        if first and next_figure(iso2, first[-1].year, after, on_record) >= FROM_NOTHING:
            found |= {(iso2, row.year) for row in first}
    return found


def next_figure(
    iso2: str, year: int, after: Sequence[ParticipationRow], on_record: FirstFigures
) -> Decimal | int:
    """The P-memberships that follow the year; 0 where none are known, or some before it are."""
    if after:
        return after[0].p_members_incl_secretariat or 0
    known_year, known = on_record.get(iso2, (year, Decimal(0)))
    return known if known_year > year else 0


def is_single(row: ParticipationRow) -> bool:
    return (row.p_members_incl_secretariat or 0) + (row.o_members or 0) == 1
