"""DEVT edits indicators and targets here, and reads versions, results, runs and marks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.contrib.import_export.forms import ExportForm

from indicators import services
from indicators.admin_forms import IndicatorForm
from indicators.engine.measures import catalogue
from indicators.models import Indicator, IndicatorVersion, Result, Run, Stale, Target
from indicators.resources import ResultResource, TargetResource
from kernel.admin import DevtOnly, PortalAdmin, PortalInline, ReadOnlyAdmin, ReadOnlyInline
from kernel.admin_export import BoundedExport, LinkedImport
from kernel.admin_groups import Group
from members.requests import reader
from outputs.models import Plan

MEASURING = Group("measuring", _("Measure"), 40)
DUE = {"plan", "valid_from_year", "valid_to_year"}
"""The fields that say of which plan and years an indicator has results."""


class TargetInline(PortalInline):
    model = Target
    fields = ["year", "split", "group", "value", "is_sample"]


class VersionInline(ReadOnlyInline):
    model = IndicatorVersion
    fields = ["number", "numerator", "denominator", "scale", "created_at", "created_by"]
    readonly_fields = fields


@admin.register(Indicator)
class IndicatorAdmin(PortalAdmin):
    """A changed formula is saved as a new version, and results are computed anew."""

    group = MEASURING
    form = IndicatorForm
    list_display = ["code", "name", "level", "output", "activity", "unit", "direction", "plan"]
    list_filter = ["plan", "level", "output", "direction", "is_headline"]
    list_select_related = ["plan", "output", "activity"]
    search_fields = ["code", "name", "definition"]
    autocomplete_fields = ["plan", "output", "activity"]
    readonly_fields = ["measures"]
    inlines = [TargetInline, VersionInline]
    fieldsets = [
        (None, {"fields": ["plan", "code", "name", "definition", "level", "output", "activity", "position"]}),
        (
            _("Formula"),
            {"fields": ["unit", "direction", "numerator", "denominator", "measures", "scale", "waits_for"]},
        ),
        (_("Baseline"), {"fields": ["baseline_year", "baseline_value", "baseline_note"]}),
        (_("Status"), {"fields": ["on_track_from", "at_risk_from", "is_headline"]}),
        (
            _("Framework"),
            {
                "fields": [
                    "means_of_verification",
                    "assumption",
                    "responsible",
                    "frequency",
                    "disaggregations",
                    "kirkpatrick_level",
                    "origin",
                    "caveat",
                    "method_refs",
                    "valid_from_year",
                    "valid_to_year",
                ]
            },
        ),
    ]

    class Media:
        js = ("js/measures.js",)

    @admin.display(description=_("measures to choose from"))
    def measures(self, indicator: Indicator) -> str:
        """Of the indicator's plan; while it has none yet, of the latest."""
        plan = indicator.plan if indicator.plan_id else Plan.objects.order_by("-starts_on").first()
        listed = sorted(catalogue(plan).values(), key=lambda one: (one.source, one.name)) if plan else []
        return render_to_string("indicators/admin/measures.html", {"measures": listed})

    def save_model(self, request: HttpRequest, obj: Indicator, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if change and "code" in form.changed_data:
            services.rename_indicator(plan=obj.plan, old=form.initial["code"], new=obj.code)
        formula = {name: form.cleaned_data[name] for name in ("numerator", "denominator", "scale")}
        services.change_formula(indicator=obj, by=reader(request), **formula)
        if DUE & set(form.changed_data):
            services.mark_stale(plan=obj.plan, trigger="person")


@admin.register(IndicatorVersion)
class IndicatorVersionAdmin(ReadOnlyAdmin):
    group = MEASURING
    list_display = ["indicator", "number", "numerator", "denominator", "scale", "created_at", "created_by"]
    list_filter = ["indicator__plan", "indicator__level"]
    list_select_related = ["indicator", "created_by"]
    search_fields = ["indicator__code", "indicator__name", "numerator", "denominator"]


@admin.register(Target)
class TargetAdmin(LinkedImport, PortalAdmin):
    importer = "targets"
    group = MEASURING
    has_export_permission = DevtOnly.has_view_permission
    resource_classes = [TargetResource]
    export_form_class = ExportForm
    list_display = ["indicator", "year", "split", "group", "value", "is_sample"]
    list_filter = ["indicator__plan", "year", "split", "is_sample"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", "indicator__name"]
    autocomplete_fields = ["indicator"]


@admin.register(Result)
class ResultAdmin(BoundedExport, ReadOnlyAdmin):
    """What is withheld from others stands in columns of its own."""

    group = MEASURING
    has_export_permission = DevtOnly.has_view_permission
    resource_classes = [ResultResource]
    export_form_class = ExportForm
    list_display = [
        "version",
        "year",
        "split",
        "group",
        "value",
        "exact_value",
        "no_value",
        "expected",
        "accepted",
        "run",
    ]
    list_filter = ["version__indicator__plan", "year", "split", "no_value", "has_sample", "does_not_add_up"]
    list_select_related = ["version__indicator", "run"]
    search_fields = ["version__indicator__code", "version__indicator__name", "group"]


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    group = MEASURING
    list_display = [
        "__str__",
        "plan",
        "state",
        "trigger",
        "started_by",
        "created_at",
        "rows_written",
        "rows_changed",
    ]
    list_filter = ["plan", "state", "trigger"]
    list_select_related = ["plan", "started_by"]
    search_fields = ["error", "data_version"]
    date_hierarchy = "created_at"


@admin.register(Stale)
class StaleAdmin(ReadOnlyAdmin):
    group = MEASURING
    list_display = ["plan", "year", "trigger", "marked_at"]
    list_filter = ["plan", "trigger"]
    list_select_related = ["plan"]
    search_fields = ["plan__code"]
