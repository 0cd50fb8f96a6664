"""Workbooks as people make them."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

from kernel.loading.reading import Options, Sheet, Source, read_sheet


def workbook(*rows: Sequence[Any], title: str = "List", more: Callable[[Any], Any] | None = None) -> bytes:
    """A workbook whose first sheet has these rows; `more` is called with it before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if more:
        more(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(content: bytes | str, name: str = "list.csv", **options: Any) -> Sheet:
    content = content.encode() if isinstance(content, str) else content
    return read_sheet(Source(name, content, Options(**options)))


def texts(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.texts for row in sheet.rows]
