"""Who may do what with arrangements."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt

VIEW_ARRANGEMENTS = define_permission(
    "partnerships.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_ARRANGEMENTS = define_permission(
    "partnerships.write", is_devt, refusal=_("Only DEVT records arrangements; tell it of yours.")
)
