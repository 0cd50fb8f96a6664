"""Files that the administration writes, bounded and read by spreadsheets as they are; the way to imports."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
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


class LinkedImport(BoundedExport):
    """Shows beside the export the way to the one page that imports."""

    importer = ""
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        there = self.admin_site.admin_view(self.to_imports)
        return [path("import/", there, name=name), *super().get_urls()]

    def to_imports(self, request: HttpRequest) -> HttpResponse:
        return redirect("imports:new", self.importer)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        shown = {"has_import_permission": self.has_view_permission(request)}
        return super().changelist_view(request, {**shown, **(extra_context or {})})
