"""Who may do what with resources and their use."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, writes_for_it

VIEW_RESOURCES = define_permission(
    "resources.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_RESOURCES = define_permission(
    "resources.write",
    is_devt | writes_for_it,
    refusal=_("Resources are recorded by DEVT, and by the member that made them."),
)
WRITE_USES = define_permission(
    "resources.write_uses",
    is_devt | writes_for_it,
    refusal=_("What was used is said by the member that used it; DEVT may note it."),
)
IMPORT_RESOURCES = define_permission("resources.import", is_devt, refusal=_("Only DEVT imports resources."))
