"""Rows of a text whose cells are parted by commas, semicolons, tabs or bars."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from kernel.loading.reading.decoding import refuse_wrongly_decoded
from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.grids import Grid
from kernel.loading.reading.sheets import WHOLE_ROW, CellProblem, SheetRow
from kernel.texts import cleaned

SEPARATORS = (",", ";", "\t", "|")
SAID = re.compile(r'\A"?sep=(.)"?[^\S\n]*\r?\n', re.IGNORECASE)
"""The first line by which spreadsheets are told the separator."""
LOOKED_AT = 20
Numbered = tuple[int, list[str]]


def separator_of(text: str) -> str:
    """The one that a `sep=` line names, or that parts the first rows into most cells, and each alike."""
    if said := SAID.match(text):
        return said[1]
    return max(SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[int, float, int]:
    """How well it parts: at all, the share of rows with as many cells as the first, how many these are."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in islice(reader, LOOKED_AT) if any(row)]
    except csv.Error:
        return 0, 0, 0
    if not widths or widths[0] == 1:
        return 0, 0, 0
    return 1, Counter(widths)[widths[0]] / len(widths), widths[0]


def grid_of(text: str, separator: str, *, is_pasted: bool) -> Grid:
    """Raises UnreadableFileError for a quotation mark left open and the like."""
    grid = Grid()
    width = 0
    for number, texts in _rows(text, separator):
        row = SheetRow(number, tuple(_cell(cell, number) for cell in texts))
        grid.add(row)
        if any(row.texts):
            width = width or len(row.texts)
            _check_width(grid, row, width, is_pasted=is_pasted)
    return grid


def _rows(text: str, separator: str) -> Iterator[Numbered]:
    """Each row with the line that it begins in."""
    said = SAID.match(text)
    before = 1 if said else 0
    reader = csv.reader(
        io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=separator, strict=True
    )
    line = 0
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            yield before + start, cells
    except csv.Error as error:
        wrong = _("The row cannot be read (%(why)s).") % {"why": error}
        mend = _("Check its quotation marks.")
        raise UnreadableFileError(wrong, mend, row=before + reader.line_num) from error


def _cell(text: str, row: int) -> str:
    plain = cleaned(text).strip()
    refuse_wrongly_decoded(plain, row)
    return plain


def _check_width(grid: Grid, row: SheetRow, width: int, *, is_pasted: bool) -> None:
    """Empty cells at the end may be too many; pasted rows end where nothing follows."""
    used = len(row.texts) - next((n for n, text in enumerate(reversed(row.texts)) if text), 0)
    if used > width or (len(row.texts) < width and not is_pasted):
        words = _("The row has %(number)s cells, the first row %(width)s.")
        wrong = words % {"number": max(used, len(row.texts)), "width": width}
        mend = _("Put text with commas between quotation marks.")
        grid.problems.append(CellProblem(row.number, WHOLE_ROW, wrong, mend))
