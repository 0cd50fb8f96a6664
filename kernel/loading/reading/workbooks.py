"""Rows of a sheet of a workbook (.xlsx): values as the spreadsheet shows them."""

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from itertools import repeat
from typing import IO, Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from kernel.file_dangers import UNREADABLE, danger_of
from kernel.loading.reading.decoding import refuse_wrongly_decoded
from kernel.loading.reading.errors import UnreadableFileError
from kernel.loading.reading.grids import Grid
from kernel.loading.reading.sheets import Assumed, CellProblem, SheetRow
from kernel.texts import cleaned

PLACES = 15
"""Digits that a spreadsheet keeps of a number; further ones are noise."""
BLOCK = 256 * 1024
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
FILLED_UP = re.compile(r"0{2,}")
"""A number's form that shows zeros before it, as codes have them."""
DAMAGED = (*UNREADABLE, KeyError, TypeError, AttributeError, IndexError, SyntaxError)
"""What a workbook whose parts do not fit together ends in, within the package that reads it."""


def read_workbook(content: bytes, wanted: str) -> tuple[Grid, Assumed]:
    """The cells of the sheet `wanted`, or of the first that holds any."""
    refuse_dangers(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles, and days that no calendar has: their cells are told
            return _read(content, wanted)
    except DAMAGED as error:
        wrong = _("The file is damaged: it cannot be read as a workbook.")
        raise UnreadableFileError(wrong, _("Open it in a spreadsheet, and save it again.")) from error


def refuse_dangers(content: bytes) -> None:
    if danger := danger_of(io.BytesIO(content)):
        wrong = _("The file is not read: %(why)s") % {"why": danger.label}
        raise UnreadableFileError(wrong, _("Or copy its cells, and paste them."))


def _read(content: bytes, wanted: str) -> tuple[Grid, Assumed]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    names = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
    if wanted and wanted not in names:
        words = _("The file has no sheet “%(sheet)s”.") % {"sheet": wanted}
        raise UnreadableFileError(words, _("It has: %(sheets)s.") % {"sheets": ", ".join(names)})
    grid, chosen = Grid(), wanted
    for name in [wanted] if wanted else names:
        grid, chosen = _grid(content, book, name), name
        if grid.rows:
            break
    return grid, Assumed("workbook", sheet=chosen, sheets=names)


def _grid(content: bytes, book: Any, name: str) -> Grid:
    sheet = book[name]
    sheet.reset_dimensions()  # which some programs state wrongly
    has_formulas, merged = _scan(content, sheet._worksheet_path)  # noqa: SLF001 - named nowhere else
    written: Iterator[Any] = repeat(())
    if has_formulas:
        formulas = load_workbook(io.BytesIO(content), read_only=True)[name]
        formulas.reset_dimensions()
        written = formulas.iter_rows(values_only=True)
    grid = Grid()
    for number, (cells, formulas_of_row) in enumerate(zip(sheet.iter_rows(), written, strict=False), start=1):
        _add(grid, number, cells, formulas_of_row)
    grid.problems += [_merged(bounds) for bounds in merged]
    return grid


def _scan(content: bytes, path: str) -> tuple[bool, list[tuple[int, int, int, int]]]:
    """Whether a sheet holds formulas, and which of its cells are merged: the reader of rows tells neither."""
    has_formulas, ranges = False, set[str]()
    with ZipFile(io.BytesIO(content)) as archive, archive.open(path) as part:
        for text in _blocks(part):
            has_formulas = has_formulas or FORMULA.search(text) is not None
            ranges |= {found.decode() for found in MERGED.findall(text)}
    found: list[Any] = [range_boundaries(each) for each in ranges]
    return has_formulas, sorted(found)


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The part in blocks, each with the end of the one before, so that no tag is torn."""
    end = b""
    while block := part.read(BLOCK):
        yield end + block
        end = block[-200:]


def _add(grid: Grid, number: int, cells: Any, formulas: Any) -> None:
    texts, exact = [], set()
    for place, cell in enumerate(cells):
        formula = formulas[place] if place < len(formulas) else None
        text = cleaned(str(_text(cell))).strip() if cell.value is not None else ""
        refuse_wrongly_decoded(text, number)
        if problem := _problem(cell, text, formula):
            grid.problems.append(CellProblem(number, place, *problem))
        if not isinstance(cell.value, str):
            exact.add(place)
        texts.append(text)
    grid.add(SheetRow(number, tuple(texts), frozenset(exact)))


def _problem(cell: Any, text: str, formula: Any) -> tuple[str, str] | None:
    if cell.value is not None and cell.data_type == "e":
        wrong = _("“%(text)s” is an error of the spreadsheet.") % {"text": text}
        return wrong, _("Correct the formula, or write the value.")
    if cell.value is None and isinstance(formula, str) and formula.startswith("="):
        wrong = _("The cell holds a formula without its value.")
        return wrong, _("Open the file in a spreadsheet and save it, or write the value.")
    return None


def _merged(bounds: tuple[int, int, int, int]) -> CellProblem:
    column, row, _last_column, _last_row = bounds
    wrong = _("The cell is merged with others, so that theirs are empty.")
    return CellProblem(row, column - 1, wrong, _("Split it, and fill in each."))


def _text(cell: Any) -> str:
    """The value as typed texts are written: a point for decimals, the year first, zeros as shown."""
    value, shown_as = cell.value, str(cell.number_format or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(Decimal(format(value, f".{PLACES}g")), shown_as)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _number(value: Decimal, shown_as: str) -> str:
    """Of a share that is shown as a percentage, what is seen: 58.5 % is no 0.585 to whoever wrote it."""
    if "%" in shown_as:
        return f"{_plain(value * 100)} %"
    text = _plain(value)
    return text.zfill(len(shown_as)) if FILLED_UP.fullmatch(shown_as) and text.isdigit() else text


def _plain(value: Decimal) -> str:
    return format(value.normalize() if value % 1 else value.to_integral_value(), "f")
