"""Events with their rows, the people that took part, and nominations."""

from activities.events.models.events import Event, EventMove
from activities.events.models.nominations import Nomination, NominationMove
from activities.events.models.people import Participant, Person
from activities.events.models.rows import Headcount, Session, Trainer

__all__ = [
    "Event",
    "EventMove",
    "Headcount",
    "Nomination",
    "NominationMove",
    "Participant",
    "Person",
    "Session",
    "Trainer",
]
