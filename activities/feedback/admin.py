"""DEVT reads here who was asked; what people said stands on the event's page, as counts."""

from django.contrib import admin

from activities.feedback.models import Asking
from kernel.admin import ReadOnlyAdmin
from kernel.admin_groups import REGISTERS


@admin.register(Asking)
class AskingAdmin(ReadOnlyAdmin):
    group = REGISTERS
    list_display = ["event", "code", "opened_at", "closes_on", "closed_at"]
    list_select_related = ["event"]
    search_fields = ["code", "event__code", "event__title"]
    fields = ["event", "code", "opened_at", "opened_by", "closes_on", "closed_at", "is_sample"]
