"""Who may do what with events, nominations and participants."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from members.rules import Person, has_any_role, is_devt, is_nsb, writes_for_it


@predicate
def is_at_own_event(_user: Person, participant: Any) -> bool:
    """A member lists who came to its own events; without a participant, it may."""
    if participant is None or participant.event_id is None:
        return True
    return bool(participant.event.member_id == participant.member_id)


lists_for_it = writes_for_it & is_at_own_event


@predicate
def is_undecided(_user: Person, nomination: Any) -> bool:
    """What DEVT has decided is not rewritten under it."""
    return nomination is None or nomination.state == "nominated"


VIEW_EVENTS = define_permission(
    "events.view", has_any_role, refusal=_("You have no role in the portal at present.")
)
ADD_EVENT = define_permission(
    "events.add",
    is_devt | writes_for_it,
    refusal=_("Events are added by DEVT, and by the member that holds them."),
)
CHANGE_EVENT = define_permission(
    "events.change",
    is_devt | writes_for_it,
    refusal=_("Events are changed by DEVT, and by the member whose they are."),
)
IMPORT_EVENTS = define_permission("events.import", is_devt, refusal=_("Only DEVT imports events."))
VIEW_PEOPLE_OF_EVENTS = define_permission(
    "events.view_people",
    is_devt | is_nsb,
    refusal=_("Who took part is seen by DEVT and by each person's own member."),
)
ADD_PARTICIPANT = define_permission(
    "events.add_participant",
    is_devt | lists_for_it,
    refusal=_("Participants are listed by DEVT; a member lists its own people at its own events."),
)
CHANGE_PARTICIPANT = define_permission(
    "events.change_participant",
    is_devt | lists_for_it,
    refusal=_("Participants are changed by DEVT; a member changes its own people at its own events."),
)
IMPORT_PARTICIPANTS = define_permission(
    "events.import_participants", is_devt, refusal=_("Only DEVT imports participants.")
)
NOMINATE = define_permission(
    "events.nominate",
    is_devt | writes_for_it,
    refusal=_("A member nominates its own people; DEVT may note a nomination for it."),
)
CHANGE_NOMINATION = define_permission(
    "events.change_nomination",
    is_devt | (writes_for_it & is_undecided),
    refusal=_("A nomination is changed by DEVT, and by its member until DEVT has decided."),
)
SELECT = define_permission("events.select", is_devt, refusal=_("Only DEVT selects among the nominated."))
