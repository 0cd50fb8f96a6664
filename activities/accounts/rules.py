"""Who reads and who writes accounts."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt

VIEW_ACCOUNTS = define_permission(
    "accounts.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_ACCOUNTS = define_permission(
    "accounts.write", is_devt, refusal=_("DEVT writes the accounts of activities.")
)
