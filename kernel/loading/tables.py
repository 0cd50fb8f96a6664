"""Tables: the rows of a sheet as typed rows, each column by the field of its name."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from kernel.loading.problems import File, one_of
from kernel.loading.reading import Sheet, SheetRow, UnreadableFileError, read_sheet
from kernel.loading.reading.reader import read_text as text_of
from kernel.loading.rows import Row, days_of, digits_of, explain, numbers_of
from kernel.loading.settling import settle_dates, settle_numbers

RowType = TypeVar("RowType", bound=Row)
Cells = dict[str, str | None]


def read_table(file: File, row_type: type[RowType], *, key: Sequence[str] = ()) -> list[RowType]:
    """The rows that can be read; what cannot is a problem of `file`.  No two rows may share `key`."""
    sheet = read_named(file, row_type)
    if sheet is None:
        return []
    unread = {problem.row for problem in sheet.problems}
    lines = (line for line in sheet.rows if line.number not in unread)
    rows = [row for line in lines if (row := typed(file, row_type, sheet, line))]
    report_duplicates(file, rows, key)
    return rows


def read_named(file: File, row_type: type[Row]) -> Sheet | None:
    """The sheet with its headings as the fields of `row_type` are called; None where these do not fit."""
    try:
        sheet = read_sheet(file.source())
    except UnreadableFileError as error:
        file.refuse_whole(error)
        return None
    sheet.headings = tuple(known_heading(text, row_type.columns()) for text in sheet.headings)
    if not columns_fit(file, sheet.headings, sheet.heading_row, row_type):
        return None
    file.sheet = sheet
    settle_numbers(file, [sheet.headings.index(name) for name in numbers_of(row_type)])
    settle_dates(file, [sheet.headings.index(name) for name in days_of(row_type)])
    for problem in sheet.problems:
        column = sheet.headings[problem.place] if problem.place >= 0 else ""
        file.refuse(problem.row, column, problem.wrong, problem.mend)
    return sheet


def known_heading(text: str, columns: Iterable[str]) -> str:
    """The column that is meant, however it is spaced and whichever letters are large."""
    return next((column for column in columns if folded(column) == folded(text)), text)


def folded(heading: str) -> str:
    return re.sub(r"[\s_-]+", "_", heading.strip()).casefold()


def read_text(file: File) -> str | None:
    try:
        return text_of(file.source())
    except UnreadableFileError as error:
        file.refuse_whole(error)
        return None


def columns_fit(file: File, found: Sequence[str], line: int, row_type: type[Row]) -> bool:
    """Whether each column is there once, and no other."""
    before = len(file.problems.found)
    expected = row_type.columns()
    if len(found) == 1 and len(expected) > 1 and found[0] not in expected:
        wrong = "The headings stand in one cell."
        mend = f"Part cells by commas, semicolons or tabs; the columns are {', '.join(expected)}."
        file.refuse(line, "", wrong, mend)
        return False
    mend = "Add it; a cell may be empty where not known."
    for column in expected:
        if column not in found:
            file.refuse(line, column, "The column is missing.", mend)
    for column in filter(None, found):
        if column not in expected:
            file.refuse(line, column, "The column is not known.", one_of(column, expected))
        elif found.count(column) > 1:
            file.refuse(line, column, "The column is there more than once.", "Keep one.")
    return len(file.problems.found) == before


def typed(file: File, row_type: type[RowType], sheet: Sheet, row: SheetRow) -> RowType | None:
    """An empty cell is None, which is never zero."""
    cells: Cells = {heading: text or None for heading, text in zip(sheet.headings, row.texts, strict=True)}
    try:
        return row_type.model_validate({**cells, "line": row.number})
    except ValidationError as errors:
        for error in errors.errors():
            column = str(error["loc"][0]) if error["loc"] else ""
            wrong, mend = explain(error)
            file.refuse(row.number, column, wrong, mend, suggestion=suggested(error))
        return None


def suggested(error: Any) -> str:
    """What the cell most likely was before a spreadsheet took it for a number."""
    digits, text = digits_of(str(error.get("ctx", {}).get("pattern", ""))), str(error["input"])
    return text.zfill(digits) if text.isdigit() and len(text) < digits else ""


def report_duplicates(file: File, rows: Sequence[Row], key: Sequence[str]) -> None:
    if not key:
        return
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        values = tuple(getattr(row, name) for name in key)
        line = first.setdefault(values, row.line)
        if line != row.line:
            wrong = f"{', '.join(map(str, values))} is in row {line} already."
            file.refuse(row.line, ", ".join(key), wrong, "Keep one of the two.")
