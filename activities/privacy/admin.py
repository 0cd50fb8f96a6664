"""DEVT sets here how long names are kept."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from activities.privacy.models import Retention
from kernel.admin import PortalAdmin
from kernel.admin_groups import REGISTERS


@admin.register(Retention)
class RetentionAdmin(PortalAdmin):
    group = REGISTERS
    list_display = ["years"]

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """There is one at most."""
        return super().has_add_permission(request, *args) and not Retention.objects.exists()
