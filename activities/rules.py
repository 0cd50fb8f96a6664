"""Who may read and who may change activities."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role

VIEW_ACTIVITY = define_permission(
    "activities.view_activity",
    has_any_role,
    refusal=_("Only people with a role in the portal read the activities."),
)
