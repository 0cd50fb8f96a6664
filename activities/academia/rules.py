"""Who may do what with institutions and courses."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, writes_for_it

VIEW_ACADEMIA = define_permission(
    "academia.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_ACADEMIA = define_permission(
    "academia.write",
    is_devt | writes_for_it,
    refusal=_("Institutions and courses are recorded by DEVT, and by the member of their country."),
)
IMPORT_ACADEMIA = define_permission(
    "academia.import", is_devt, refusal=_("Only DEVT imports institutions and courses.")
)
