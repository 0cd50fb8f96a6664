"""A table as it was read: each cell a text with an address, and what was assumed."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign


@dataclass
class Assumed:
    """What the reader took a file for; all of it can be said instead in `Options`."""

    kind: str
    """`workbook`, `text` or `pasted`."""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    """All that could be chosen."""
    decimal_sign: DecimalSign = ""
    date_order: DateOrder = ""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """By the name of what was assumed, up to three texts as they were read under it."""


@dataclass(frozen=True)
class SheetRow:
    number: int
    """The line of a text, or the row of a sheet, from 1."""
    texts: tuple[str, ...]
    """Cleaned and stripped; an empty one is a cell without content."""
    exact: frozenset[int] = frozenset()
    """Places of those that a workbook holds as a number, day or yes or no: `12.5`, `2013-12-31`."""


WHOLE_ROW = -1


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell, wherever its column belongs."""

    row: int
    place: int
    wrong: str
    mend: str = ""


@dataclass
class Sheet:
    name: str
    """Of the file."""
    headings: tuple[str, ...]
    heading_row: int
    letters: tuple[str, ...]
    """Each column's letter in a spreadsheet; empty columns are not there."""
    rows: list[SheetRow]
    assumed: Assumed
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def is_workbook(self) -> bool:
        return self.assumed.kind == "workbook"

    def row_at(self, number: int) -> SheetRow | None:
        """The row that begins in this line, if it was kept; the heading is none."""
        place = bisect_left(self.rows, number, key=lambda row: row.number)
        return self.rows[place] if place < len(self.rows) and self.rows[place].number == number else None

    def address(self, row: int, place: int) -> str:
        """As spreadsheets name a cell: `F14`."""
        return f"{self.letters[place]}{row}"

    def texts_at(self, place: int) -> Iterator[str]:
        """Those of a column that people typed."""
        for row in self.rows:
            if row.texts[place] and place not in row.exact:
                yield row.texts[place]

    def change(self, place: int, instead: Mapping[str, str]) -> None:
        """Write some typed texts of a column in another way."""
        self.rows = [changed(row, place, instead) for row in self.rows] if instead else self.rows


def changed(row: SheetRow, place: int, instead: Mapping[str, str]) -> SheetRow:
    text = row.texts[place]
    if text not in instead or place in row.exact:
        return row
    return SheetRow(row.number, (*row.texts[:place], instead[text], *row.texts[place + 1 :]), row.exact)


def letter(place: int) -> str:
    return str(get_column_letter(place + 1))
