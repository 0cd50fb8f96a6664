"""Who may do what with benefit at home and with a member's own people."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, is_nsb, writes_for_it

VIEW_BENEFITS = define_permission(
    "benefit.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_BENEFITS = define_permission(
    "benefit.write",
    is_devt | writes_for_it,
    refusal=_("Benefit at home is recorded by the member, or by DEVT for it."),
)
VIEW_STAFF = define_permission(
    "benefit.view_staff",
    is_devt | is_nsb,
    refusal=_("A member's people are seen by DEVT and by the member itself."),
)
WRITE_STAFF = define_permission(
    "benefit.write_staff",
    is_devt | writes_for_it,
    refusal=_("A member says where its people are; DEVT may note it."),
)
IMPORT_BENEFITS = define_permission(
    "benefit.import", is_devt, refusal=_("Only DEVT imports benefits and people.")
)
