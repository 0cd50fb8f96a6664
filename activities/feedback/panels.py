"""What an event's page says of feedback."""

from typing import Any

from django.http import HttpRequest

from activities.events.models import Event
from activities.events.register import EVENTS
from activities.events.rules import CHANGE_EVENT
from activities.feedback.models import Asking
from activities.feedback.selectors import count_of
from kernel.joints import Panel
from members.requests import reader


def feedback(request: HttpRequest, event: Any) -> dict[str, Any] | None:
    """To those who read the whole event what came of it, to those who may ask how to; three queries."""
    if not isinstance(event, Event):
        return None
    user = reader(request)
    may_gather = user.has_perm(CHANGE_EVENT, event)
    if not (may_gather or EVENTS.sees_whole(user, event)):
        return None
    asking = Asking.of(event)
    if asking is None and (not may_gather or event.is_cancelled):
        return None
    return {"event": event, "may_gather": may_gather, "results": count_of(asking) if asking else None}


FEEDBACK = Panel("feedback/panel.html", feedback, 20)
