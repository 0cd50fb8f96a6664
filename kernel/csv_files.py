"""Tables as CSV files that spreadsheets open as they are."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

MARK = "\ufeff"
"""By it spreadsheets know UTF-8."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download; numbers and dates are given plainly, what is missing is empty."""
    response = HttpResponse(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return MARK + file.getvalue()


def harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
