"""Rows of cells before their first one is known as the headings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.options import Options
from kernel.loading.reading.sheets import WHOLE_ROW, Assumed, CellProblem, Sheet, SheetRow, letter

MOST_ROWS = 100_000
MOST_COLUMNS = 300


@dataclass
class Grid:
    """Rows that are not empty, in which the place of a cell is that of its column."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def add(self, row: SheetRow) -> None:
        if not any(row.texts):
            return
        self.rows.append(row)
        if len(self.rows) > MOST_ROWS + 1:
            words = _("The table has more than %(most)s rows.") % {"most": f"{MOST_ROWS:,}"}
            raise UnreadableFileError(words, _("Take it in parts."))
        if len(row.texts) > MOST_COLUMNS and any(row.texts[MOST_COLUMNS:]):
            words = _("The table has more than %(most)s columns.") % {"most": MOST_COLUMNS}
            raise UnreadableFileError(words, _("Leave out those that are not needed."), row=row.number)


def sheet_of(name: str, grid: Grid, assumed: Assumed, options: Options) -> Sheet:
    """The first row as headings, without empty columns; with the cells that somebody replaced."""
    if not grid.rows:
        wrong = _("The file is empty.")
        raise UnreadableFileError(wrong, _("Fill in a row of headings, and a row for each record."), row=1)
    head, *rows = grid.rows
    places = [place for place in range(_width(grid.rows)) if _is_used(place, grid.rows)]
    kept = [_part(row, places, options) for row in rows if row.number not in options.left_out]
    letters = tuple(letter(place) for place in places)
    headings = _part(head, places, options).texts
    sheet = Sheet(name, headings, head.number, letters, kept, assumed)
    sheet.problems = list(_problems(grid, places, options))
    sheet.problems += _unnamed(sheet)
    return sheet


def _width(rows: Iterable[SheetRow]) -> int:
    return min(max(len(row.texts) for row in rows), MOST_COLUMNS)


def _is_used(place: int, rows: Iterable[SheetRow]) -> bool:
    return any(place < len(row.texts) and row.texts[place] for row in rows)


def _part(row: SheetRow, places: list[int], options: Options) -> SheetRow:
    """The cells of the columns that are used; those that are replaced are read as typed."""
    texts = [row.texts[place] if place < len(row.texts) else "" for place in places]
    exact = {index for index, place in enumerate(places) if place in row.exact}
    for index, place in enumerate(places):
        if (instead := options.replaced.get(f"{letter(place)}{row.number}")) is not None:
            texts[index] = instead.strip()
            exact.discard(index)
    return SheetRow(row.number, tuple(texts), frozenset(exact))


def _problems(grid: Grid, places: list[int], options: Options) -> Iterable[CellProblem]:
    """Those of cells that are still read, by the places of the columns that are kept."""
    kept = {place: index for index, place in enumerate(places)}
    for problem in grid.problems:
        address = f"{letter(problem.place)}{problem.row}" if problem.place != WHOLE_ROW else ""
        if problem.row not in options.left_out and address not in options.replaced:
            yield CellProblem(problem.row, kept.get(problem.place, WHOLE_ROW), problem.wrong, problem.mend)


def _unnamed(sheet: Sheet) -> list[CellProblem]:
    """Columns without a heading; cells beyond it that a row has too many are told of the row."""
    if any(problem.place == WHOLE_ROW for problem in sheet.problems):
        return []
    wrong, mend = _("The column has cells, but no heading."), _("Name it, or empty it.")
    return [
        CellProblem(sheet.heading_row, place, wrong, mend)
        for place, heading in enumerate(sheet.headings)
        if not heading
    ]
