"""What a list shows as a file: all rows of the filter, for machines and spreadsheets alike."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from kernel.asked import AskedWronglyError
from kernel.csv_files import csv_response, harmless
from kernel.registers.listing import Listing
from kernel.registers.shown import heading, in_text

MOST_ROWS = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headings(listing: Listing) -> list[str]:
    model = listing.register.model
    names = ("code", *fields_of(listing))
    return [*(heading(model, name) for name in names), _("Sample data")]


def fields_of(listing: Listing) -> list[str]:
    """What is filled in, and the columns chosen that are not."""
    filled = [name for name in listing.register.fields if name != "code"]
    return [*filled, *(name for name in listing.columns if name not in filled)]


def rows(listing: Listing) -> Iterator[Sequence[object]]:
    """A row each; what this reader may not see is empty."""
    names = ("code", *fields_of(listing))
    public = {"code", *listing.register.public}
    for record in records_of(listing).iterator(chunk_size=500):
        seen = (name in public or record.is_whole for name in names)
        yield [
            *(in_text(record, name) if is_seen else "" for name, is_seen in zip(names, seen, strict=True)),
            _("yes") if record.is_sample else _("no"),
        ]


def records_of(listing: Listing) -> Any:
    many = [field.name for field in listing.register.model._meta.many_to_many]
    wanted = [name for name in many if name in fields_of(listing)]
    relations = [
        field.name
        for field in listing.register.model._meta.concrete_fields
        if field.is_relation and field.name in fields_of(listing)
    ]
    found = listing.records
    if found.count() > MOST_ROWS:
        words = _("These are more than %(most)s rows. Narrow the list first.")
        raise AskedWronglyError({"rows": [words % {"most": f"{MOST_ROWS:,}"}]})
    return found.select_related(*relations).prefetch_related(*wanted)


def as_csv(listing: Listing) -> HttpResponse:
    return csv_response(f"{file_name(listing)}.csv", headings(listing), rows(listing))


def as_xlsx(listing: Listing) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(listing.register.words.title)[:31])
    sheet.freeze_panes = "B2"
    sheet.append([bold(sheet, words) for words in headings(listing)])
    for row in rows(listing):
        sheet.append([harmless(value) for value in row])
    content = io.BytesIO()
    book.save(content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(listing)}.xlsx"'
    return response


def bold(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    return cell


def file_name(listing: Listing) -> str:
    return slugify(listing.register.key)
