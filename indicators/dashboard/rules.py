"""Who may see the dashboards."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import is_devco, is_devt, is_nsb

VIEW_DASHBOARD = define_permission(
    "dashboard.view_dashboard",
    is_devt | is_devco | is_nsb,
    refusal=_("The dashboard is open to DEVT, DEVCO and the members. Donors read the published editions."),
)
