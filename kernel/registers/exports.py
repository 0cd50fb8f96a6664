"""What a list shows as a file: all rows of the filter, for machines and spreadsheets alike."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from kernel.asked import AskedWronglyError
from kernel.csv_files import csv_response
from kernel.loading.columns import Column, column_of
from kernel.registers.files import SAMPLE, columns, told_only
from kernel.registers.listing import Listing
from kernel.registers.shown import field_named, in_text, value_of
from kernel.xlsx_files import xlsx_response

MOST_ROWS = 50_000


def headings(listing: Listing) -> list[str]:
    return [capfirst(str(column.heading)) for column in columns_of(listing)]


def columns_of(listing: Listing) -> list[Column]:
    """What is filled in, what is shown besides, and whether it is sample data."""
    code = column_of(listing.register.model, "code")
    filled = [code, *(column for column in columns(listing.register) if column.name != "code")]
    told = {column.name: column for column in told_only(listing.register)}
    said = {capfirst(str(column.heading)) for column in filled}
    shown = [
        told[name]
        for name in listing.columns
        if name in told and capfirst(str(told[name].heading)) not in said
    ]
    return [*filled, *shown, told[SAMPLE]]


def rows(listing: Listing) -> Iterator[Sequence[object]]:
    """A row each, which an import reads again; what this reader may not see is empty.

    What was asked wrongly is refused here, before anything is written.
    """
    known = columns_of(listing)
    public = {"code", SAMPLE, *listing.register.public}
    records = records_of(listing)
    return (
        [cell(record, column) if column.name in public or record.is_whole else None for column in known]
        for record in records.iterator(chunk_size=500)
    )


def cell(record: Any, column: Column) -> object:
    """As the column writes it; what follows from others is told in words."""
    field = field_named(type(record), column.name)
    if field is None or column.name == "state":
        return in_text(record, column.name)
    return column.write(value_of(record, column.name))


def records_of(listing: Listing) -> Any:
    found = listing.records
    if found.count() > MOST_ROWS:
        words = _("These are more than %(most)s rows. Narrow the list first.")
        raise AskedWronglyError({"rows": [words % {"most": f"{MOST_ROWS:,}"}]})
    return listing.register.with_relations(found)


def as_csv(listing: Listing) -> HttpResponse:
    return csv_response(f"{file_name(listing)}.csv", headings(listing), rows(listing))


def as_xlsx(listing: Listing) -> HttpResponse:
    title = str(listing.register.words.title)
    return xlsx_response(f"{file_name(listing)}.xlsx", title, headings(listing), rows(listing))


def file_name(listing: Listing) -> str:
    return slugify(listing.register.key)
