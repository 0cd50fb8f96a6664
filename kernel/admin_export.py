"""Files that the administration writes: of bounded length, and read by spreadsheets as they are."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV

from kernel import numbers
from kernel.csv_files import MARK

if TYPE_CHECKING:
    from tablib import Dataset

MOST_ROWS = 5000
"""Written while somebody waits, in some three seconds."""


class MarkedCSV(CSV):
    def export_data(self, dataset: "Dataset", **kwargs: Any) -> str:
        return f"{MARK}{super().export_data(dataset, **kwargs)}"


class BoundedExport(ExportMixin):
    """Refuses, in words at the form, to write more rows than a page may wait for."""

    def get_export_formats(self) -> list[Any]:
        return [MarkedCSV if kind is CSV else kind for kind in super().get_export_formats()]

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any
    ) -> Any:
        """The file's content; a ValueError, which is shown, where there are too many rows."""
        count = queryset.count()
        if count > MOST_ROWS:
            words = _(
                "These are %(count)s rows, and a file holds at most %(most)s: narrow the list by its filters,"
                " and take it in parts."
            )
            raise ValueError(words % {"count": numbers.shown(count), "most": numbers.shown(MOST_ROWS)})
        return super().get_export_data(file_format, request, queryset, **kwargs)
