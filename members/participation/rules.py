"""Who may do what with participation in committees."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, has_any_role, is_devt, is_nsb


@predicate
def writes_for_holder(user: Person, position: Any) -> bool:
    """Whether it is held by a member for which `user` writes; without one, whether for any."""
    if not is_nsb(user):
        return False
    if position is None or (position.pk is None and position.member_id is None):
        return any(map(user.writes_for, user.member_ids()))
    return bool(position.member_id) and user.writes_for(position.member_id)


VIEW_POSITIONS = define_permission(
    "participation.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
CHANGE_POSITION = define_permission(
    "participation.change",
    is_devt | writes_for_holder,
    refusal=_("DEVT and the member's own people keep its positions in committees."),
)
IMPORT_POSITIONS = define_permission(
    "participation.import", is_devt, refusal=_("Only DEVT imports lists of positions.")
)
