"""What every page of the administration shares: who may open it, and nothing removed that others build on."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline


class DevtOnly:
    """DEVT works in the administration; nobody else sees any of it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_devt", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(getattr(request.user, "is_devt", False))

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


class ReadOnly(DevtOnly):
    """Shown in full and changed nowhere here: a page of the portal is the way to change it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


class PortalAdmin(DevtOnly, ModelAdmin):
    """A model that DEVT edits."""

    list_per_page = 50
    warn_unsaved_form = True


class ReadOnlyAdmin(ReadOnly, ModelAdmin):
    """A model that DEVT reads."""

    list_per_page = 50


class PortalInline(DevtOnly, TabularInline):
    extra = 0


class ReadOnlyInline(ReadOnly, TabularInline):
    extra = 0
