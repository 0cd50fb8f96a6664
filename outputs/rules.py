"""Who may read and who may change the plan."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt

VIEW_PLAN = define_permission(
    "outputs.view_plan", has_any_role, refusal=_("Only people with a role in the portal read the plan.")
)
CHANGE_PLAN = define_permission("outputs.change_plan", is_devt, refusal=_("Only DEVT changes the plan."))
