"""Who may do what with needs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, has_any_role, is_devt, writes_for_its_member


@predicate
def is_still_its_owners(_user: Person, need: Any) -> bool:
    """What DEVT has answered is not rewritten under it."""
    return need is None or need.state not in {"answered", "confirmed"}


VIEW_NEEDS = define_permission(
    "needs.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
ADD_NEED = define_permission(
    "needs.add",
    is_devt | writes_for_its_member,
    refusal=_("Needs are named by the member whose they are, or by DEVT."),
)
CHANGE_NEED = define_permission(
    "needs.change",
    is_devt | (writes_for_its_member & is_still_its_owners),
    refusal=_("DEVT changes needs, and their owner until they are answered."),
)
TAKE_UP_NEED = define_permission(
    "needs.take_up", is_devt, refusal=_("Only DEVT takes up needs, or answers them.")
)
IMPORT_NEEDS = define_permission("needs.import", is_devt, refusal=_("Only DEVT imports needs."))
OPEN_CALL = define_permission("needs.open_call", is_devt, refusal=_("Only DEVT calls for needs."))
CONFIRM_NEED = define_permission(
    "needs.confirm",
    is_devt | writes_for_its_member,
    refusal=_("Whose need it is says whether it was answered; DEVT notes what a region says."),
)
