"""Who may do what with sponsorships."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, has_any_role, is_devt, writes_for_it


@predicate
def is_undecided(_user: Person, sponsorship: Any) -> bool:
    """What DEVT has decided is not rewritten under it."""
    return sponsorship is None or sponsorship.state == "asked"


VIEW_SPONSORSHIPS = define_permission(
    "sponsorships.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
ASK_FOR_SPONSORSHIP = define_permission(
    "sponsorships.ask",
    is_devt | writes_for_it,
    refusal=_("A member asks for its own people; DEVT may note a request for it."),
)
CHANGE_SPONSORSHIP = define_permission(
    "sponsorships.change",
    is_devt | (writes_for_it & is_undecided),
    refusal=_("A request is changed by DEVT, and by its member until DEVT has decided."),
)
DECIDE_SPONSORSHIP = define_permission(
    "sponsorships.decide", is_devt, refusal=_("Only DEVT decides on sponsorships.")
)
REPORT_BACK = define_permission(
    "sponsorships.report_back",
    is_devt | writes_for_it,
    refusal=_("The member that was sponsored says what came of the meeting; DEVT may note it."),
)
IMPORT_SPONSORSHIPS = define_permission(
    "sponsorships.import", is_devt, refusal=_("Only DEVT imports sponsorships.")
)
