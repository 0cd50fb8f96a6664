"""DEVT sets here what a sponsorship under a plan asks for."""

from django.contrib import admin

from activities.sponsorships.models import Scheme
from kernel.admin import PortalAdmin
from kernel.admin_groups import REGISTERS


@admin.register(Scheme)
class SchemeAdmin(PortalAdmin):
    group = REGISTERS
    list_display = [
        "plan",
        "asks_p_membership",
        "most_a_year",
        "asks_mirror_committee",
        "asks_active_candidate",
    ]
    list_select_related = ["plan"]
