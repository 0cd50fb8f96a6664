"""DEVT edits plans, outputs, target groups, responsibilities and the framework's statements here."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.admin import FeedsFigures, PortalAdmin, PortalInline
from kernel.admin_groups import Group
from outputs.models import ContextFact, Output, Plan, Responsibility, Statement, TargetGroup

PLAN = Group("plan", _("Write the plan"), 10)


class OutputInline(PortalInline):
    model = Output
    fields = ["number", "code", "title", "short_name"]
    show_change_link = True


class ResponsibilityInline(PortalInline):
    model = Responsibility
    fields = ["position", "party", "duty", "is_assumption"]


class ContextFactInline(PortalInline):
    model = ContextFact
    fields = ["position", "label", "value", "as_of"]


class StatementInline(PortalInline):
    model = Statement
    fields = ["kind", "position", "level", "output", "text", "verified_by", "is_proposal"]


@admin.register(Plan)
class PlanAdmin(FeedsFigures, PortalAdmin):
    """Its dates say which years are computed."""

    group = PLAN
    list_display = ["code", "title", "starts_on", "ends_on"]
    search_fields = ["code", "title", "goal", "purpose"]
    inlines = [OutputInline, ContextFactInline, ResponsibilityInline, StatementInline]


@admin.register(Output)
class OutputAdmin(FeedsFigures, PortalAdmin):
    """Questions go with their output."""

    group = PLAN
    list_display = ["number", "code", "title", "plan"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["code", "title", "short_name"]
    autocomplete_fields = ["plan", "target_groups"]


@admin.register(TargetGroup)
class TargetGroupAdmin(PortalAdmin):
    """Its code stays: answers, signed versions, results and targets go by it. Its name may change."""

    group = PLAN
    list_display = ["name", "slug", "plan"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["plan"]

    def get_readonly_fields(self, request: HttpRequest, obj: TargetGroup | None = None) -> tuple[str, ...]:
        return ("slug", "plan") if obj else ()


@admin.register(Responsibility)
class ResponsibilityAdmin(PortalAdmin):
    group = PLAN
    list_display = ["party", "duty", "position", "plan"]
    list_filter = ["plan", "party"]
    list_select_related = ["plan"]
    search_fields = ["party", "duty"]
    autocomplete_fields = ["plan"]


@admin.register(Statement)
class StatementAdmin(PortalAdmin):
    group = PLAN
    list_display = ["text", "kind", "level", "output", "is_proposal", "plan"]
    list_filter = ["plan", "kind", "level", "is_proposal"]
    list_select_related = ["plan", "output"]
    search_fields = ["text", "verified_by"]
    autocomplete_fields = ["plan", "output"]
