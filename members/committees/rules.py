"""Who reads official statistics."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role

VIEW_STATISTICS = define_permission(
    "committees.view_statistics", has_any_role, refusal=_("You have no role in the portal at present.")
)
