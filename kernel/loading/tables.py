"""Tables: CSV files in UTF-8 with a line of column names."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import ValidationError

from kernel.loading.problems import File, one_of
from kernel.loading.rows import Row, explain

RowType = TypeVar("RowType", bound=Row)
Cells = dict[str, str | None]


def read_table(file: File, row_type: type[RowType], *, key: Sequence[str] = ()) -> list[RowType]:
    """The rows that can be read; what cannot is a problem of `file`.  No two rows may share `key`."""
    text = read_text(file)
    if text is None or not columns_fit(file, text, row_type):
        return []
    rows = [row for line, cells in cells_of(file, text) if (row := typed(file, row_type, line, cells))]
    report_duplicates(file, rows, key)
    return rows


def read_text(file: File) -> str | None:
    try:
        content = file.path.read_bytes()
    except OSError as error:
        file.refuse(1, "", f"The file cannot be read ({error.strerror}).", f"Expected it at {file.path}.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        file.refuse(line, "", "The text is not UTF-8.", "Save the file again with the encoding UTF-8.")
        return None


def columns_fit(file: File, text: str, row_type: type[Row]) -> bool:
    """Whether each column is there once, and no other."""
    before = len(file.problems.found)
    found = next(csv.reader(io.StringIO(text, newline="")), [])
    expected = row_type.columns()
    for column in expected:
        if column not in found:
            file.refuse(1, column, "The column is missing.", "Add it; a cell may be empty where not known.")
    for column in found:
        if column not in expected:
            file.refuse(1, column, "The column is not known.", one_of(column, expected))
        elif found.count(column) > 1:
            file.refuse(1, column, "The column is there more than once.", "Keep one.")
    return len(file.problems.found) == before


def cells_of(file: File, text: str) -> Iterator[tuple[int, Cells]]:
    """Each line's number and cells; an empty cell is None, which is never zero."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns, line = next(reader), reader.line_num
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            if not any(cells):
                continue
            if len(cells) != len(columns):
                wrong = f"The row has {len(cells)} cells, the first row {len(columns)}."
                file.refuse(start, "", wrong, "Put text with commas between quotation marks.")
                continue
            yield start, {column: cell.strip() or None for column, cell in zip(columns, cells, strict=True)}
    except csv.Error as error:
        file.refuse(reader.line_num, "", f"The row cannot be read ({error}).", "Check its quotation marks.")


def typed(file: File, row_type: type[RowType], line: int, cells: Cells) -> RowType | None:
    try:
        return row_type.model_validate({**cells, "line": line})
    except ValidationError as errors:
        for error in errors.errors():
            column = str(error["loc"][0]) if error["loc"] else ""
            file.refuse(line, column, *explain(error))
        return None


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
