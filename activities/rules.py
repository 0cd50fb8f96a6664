"""Who may read and who may change activities."""

from django.utils.translation import gettext_lazy as _

from kernel.access import grant
from members.rules import has_any_role, is_devt

grant(
    "activities.view_activity",
    has_any_role,
    refusal=_("Only people with a role in the portal read the activities."),
)
grant("activities.change_activity", is_devt, refusal=_("Only DEVT changes the activities."))
