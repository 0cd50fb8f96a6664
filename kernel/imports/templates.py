"""What a file may hold, in words, and an empty one to fill in."""

import io
from collections.abc import Callable, Collection, Sequence

from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from kernel.csv_files import csv_text
from kernel.imports.importers import Allowed
from kernel.loading.columns import Column
from kernel.loading.rows import Row, kinds_of

WIDE = 24


def columns(row_type: type[Row]) -> Callable[[], list[Allowed]]:
    """Those of a typed row, in the language of whoever looks at them."""
    return lambda: [Allowed(name, words, required=required) for name, words, required in kinds_of(row_type)]


def allowed_of(columns: Sequence[Column], key: Collection[str] = ()) -> list[Allowed]:
    return [
        Allowed(column.name, column.kind.allowed, required=column.required or column.name in key)
        for column in columns
    ]


def csv_template(columns: Sequence[Allowed]) -> str:
    return csv_text([column.heading for column in columns], [])


def workbook_template(columns: Sequence[Allowed]) -> bytes:
    """A sheet with the headings, and one that says what each allows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_("Rows")[:31])
    sheet.append([column.heading for column in columns])
    notes = book.create_sheet(_("Allowed")[:31])
    for column in columns:
        notes.append([column.heading, force_str(column.words), _("required") if column.required else ""])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDE
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
