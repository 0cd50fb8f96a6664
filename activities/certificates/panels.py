"""What an event's page says of its papers."""

from typing import Any

from django.http import HttpRequest

from activities.certificates.rules import PRINT_PAPERS
from activities.certificates.selectors import certified, people_of, why_not_of
from activities.events.models import Event
from activities.events.rules import VIEW_PEOPLE_OF_EVENTS
from kernel.joints import Panel
from members.requests import reader


def papers(request: HttpRequest, event: Any) -> dict[str, Any] | None:
    """To DEVT, and to a member that has people on the list; two queries."""
    if not isinstance(event, Event) or not reader(request).has_perm(VIEW_PEOPLE_OF_EVENTS):
        return None
    may_print = reader(request).has_perm(PRINT_PAPERS)
    people = people_of(event, reader(request))
    if not may_print and not people.exists():
        return None
    problem = why_not_of(event)
    count = 0 if problem else certified(people).count()
    return {"event": event, "may_print": may_print, "problem": problem, "count": count}


PAPERS = Panel("certificates/panel.html", papers, 30)
