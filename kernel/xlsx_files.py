"""Tables as workbooks."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from kernel.csv_files import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LETTERS = 32_767
"""Of one cell."""


def xlsx_response(
    name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """A download of one sheet, whose first row and column stay in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    sheet.append([bold(sheet, words) for words in columns])
    for row in rows:
        sheet.append([fitting(harmless(value)) for value in row])
    content = io.BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def bold(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    return cell


def fitting(value: object) -> object:
    """A text that is longer than a cell holds ends with a word on it, instead of in silence."""
    if not isinstance(value, str) or len(value) <= MOST_LETTERS:
        return value
    ending = _("… (longer than a cell holds)")
    return f"{value[: MOST_LETTERS - len(ending)]}{ending}"
