"""DEVT reads here what members said; the portal's own pages are the way to say it."""

from django.contrib import admin

from activities.confirmations.models import Confirmation
from kernel.admin import ReadOnlyAdmin
from kernel.admin_groups import REGISTERS


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    group = REGISTERS
    list_display = ["code", "member", "is_right", "at", "resolved_at"]
    list_filter = ["is_right"]
    list_select_related = ["member"]
    search_fields = ["code"]
    fields = [
        *("code", "member", "is_right", "comment", "at", "by"),
        *("resolved_at", "resolved_by", "resolution", "is_sample"),
    ]
