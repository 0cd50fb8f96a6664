"""Who may do what with briefings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, has_any_role, is_devt, writes_for_it


@predicate
def is_not_given(_user: Person, briefing: Any) -> bool:
    """What was given is read by all, and not rewritten by who asked."""
    return briefing is None or not briefing.given_on


VIEW_BRIEFINGS = define_permission(
    "briefings.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
ASK_FOR_BRIEFING = define_permission(
    "briefings.ask", is_devt | writes_for_it, refusal=_("Members ask for a briefing; DEVT puts it on record.")
)
CHANGE_BRIEFING = define_permission(
    "briefings.change",
    is_devt | (writes_for_it & is_not_given),
    refusal=_("DEVT changes briefings, and who asked until it is given."),
)
IMPORT_BRIEFINGS = define_permission("briefings.import", is_devt, refusal=_("Only DEVT imports briefings."))
