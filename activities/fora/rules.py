"""Who may do what with practices and decisions of fora."""

from django.utils.translation import gettext_lazy as _

from kernel.access import define_permission
from members.rules import has_any_role, is_devt, writes_for_it

VIEW_FORA = define_permission(
    "fora.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
WRITE_PRACTICES = define_permission(
    "fora.write_practices",
    is_devt | writes_for_it,
    refusal=_("A practice is named by the member that takes it home, or by DEVT."),
)
WRITE_DECISIONS = define_permission(
    "fora.write_decisions", is_devt, refusal=_("Only DEVT records what a forum decided.")
)
