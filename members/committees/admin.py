"""DEVT reads and puts right committees and official statistics here."""

from django.contrib import admin
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from unfold.contrib.import_export.forms import ExportForm

from kernel.admin import FeedsFigures, PortalAdmin, PortalInline, ReadOnlyAdmin
from kernel.admin_export import BoundedExport, LinkedImport
from members.admin import MEMBERS
from members.committees.models import Committee, CommitteeYear, IcsField, Statistic
from members.models import Member


class StatisticResource(ModelResource):
    """One figure a row; an empty value is no row at all, never zero."""

    member = Field("member", "member", ForeignKeyWidget(Member, "iso2"))

    class Meta:
        model = Statistic
        fields = ("member", "series", "year", "value", "imputed_share", "quality_note", "source")


class CommitteeResource(ModelResource):
    class Meta:
        model = Committee
        fields = (
            *("reference", "kind", "number", "subcommittee_number", "title", "created_on"),
            *("existed_2010", "existed_2015", "status"),
        )


class CommitteeYearInline(PortalInline):
    model = CommitteeYear
    fields = ["year", "secretariat", "secretariat_acronym", "p_members", "o_members"]
    autocomplete_fields = ["secretariat"]


@admin.register(Committee)
class CommitteeAdmin(FeedsFigures, BoundedExport, PortalAdmin):
    group = MEMBERS
    resource_classes = [CommitteeResource]
    export_form_class = ExportForm
    list_display = ["reference", "title", "kind", "status"]
    list_filter = ["kind", "status", "existed_2010", "existed_2015"]
    search_fields = ["reference", "title"]
    autocomplete_fields = ["parent"]
    inlines = [CommitteeYearInline]


@admin.register(CommitteeYear)
class CommitteeYearAdmin(BoundedExport, ReadOnlyAdmin):
    group = MEMBERS
    export_form_class = ExportForm
    list_display = ["committee", "year", "secretariat", "p_members", "o_members"]
    list_filter = ["year"]
    list_select_related = ["committee", "secretariat"]
    search_fields = ["committee__reference", "committee__title", "secretariat__country"]


@admin.register(IcsField)
class IcsFieldAdmin(ReadOnlyAdmin):
    group = MEMBERS
    list_display = ["code", "title_en", "title_fr", "level"]
    list_filter = ["level"]
    search_fields = ["code", "title_en", "title_fr"]


@admin.register(Statistic)
class StatisticAdmin(FeedsFigures, LinkedImport, PortalAdmin):
    importer = "figures"
    group = MEMBERS
    resource_classes = [StatisticResource]
    export_form_class = ExportForm
    list_display = ["member", "series", "year", "value", "imputed_share", "quality_note"]
    list_filter = ["series", "year"]
    list_select_related = ["member"]
    search_fields = ["member__country", "member__iso2", "member__acronym"]
    autocomplete_fields = ["member"]
