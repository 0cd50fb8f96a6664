"""DEVT edits activities here."""

from django.contrib import admin

from activities.models import Activity
from kernel.admin import FeedsFigures, PortalAdmin
from outputs.admin import PLAN


@admin.register(Activity)
class ActivityAdmin(FeedsFigures, PortalAdmin):
    """Questions go with their activity."""

    group = PLAN
    list_display = ["code", "title", "output", "effectiveness_measured", "valid_from_year", "valid_to_year"]
    list_filter = ["output__plan", "effectiveness_measured", "output"]
    list_select_related = ["output__plan"]
    search_fields = ["code", "title", "description"]
    autocomplete_fields = ["output", "target_groups"]
