"""Who may do what with the records of outreach."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, writes_for_it

VIEW_OUTREACH = define_permission(
    "outreach.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_OUTREACH = define_permission(
    "outreach.write",
    is_devt | writes_for_it,
    refusal=_("Outreach is recorded by the member that does it; DEVT may note it."),
)
WRITE_ENTRIES = define_permission(
    "outreach.write_entries", is_devt, refusal=_("Only DEVT records contests and the Award.")
)
IMPORT_OUTREACH = define_permission("outreach.import", is_devt, refusal=_("Only DEVT imports outreach."))
