"""Who gets a certificate, and why others get none."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from activities.events.enums import EventState
from activities.events.models import Event, Participant
from kernel.registers.declaration import ANONYMOUS
from members.models import User

WAS_THERE = Q(present=True) | Q(completed=True)


def people_of(event: Event, user: User) -> Any:
    """Participants on record whom this person may see."""
    seen = Participant.objects.visible_to(user).standing().filter(event=event)
    return seen.select_related("member").order_by("name", "code")


def certified(people: Any) -> Any:
    """Those of them who were at an event that was held, as far as their names are on record."""
    held = people.filter(event__state=EventState.HELD, event__cancelled_at=None)
    return held.filter(WAS_THERE).exclude(name=ANONYMOUS)


def why_not_of(event: Event) -> str:
    """Why nobody gets a certificate of an event as it is; empty where it was held."""
    if event.is_cancelled:
        return _("The event was cancelled, so there are no certificates.")
    if event.state != EventState.HELD:
        return _("There are certificates once it is on record that the event was held.")
    return ""


def why_not(participant: Participant) -> str:
    """Why this one gets none of an event that was held; empty where there is one."""
    if participant.name == ANONYMOUS:
        return _("The name has left the records.")
    if participant.present or participant.completed:
        return ""
    if participant.present is None:
        return _("Whether this person was present is not on record.")
    return _("This person was not present.")
