"""Who may do what with missions and grants."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt

VIEW_SUPPORT = define_permission(
    "support.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_SUPPORT = define_permission(
    "support.write", is_devt, refusal=_("Only DEVT records missions and grants; tell it of yours.")
)
