"""What an event's page says of its people: how many are listed, and who is nominated."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest

from activities.events.enums import NominationState
from activities.events.models import Event, Nomination, Participant
from activities.events.models.nominations import not_listed
from activities.events.rules import ADD_PARTICIPANT, NOMINATE, SELECT, VIEW_PEOPLE_OF_EVENTS
from kernel.joints import Panel
from members.requests import reader


def people(request: HttpRequest, event: Event) -> dict[str, Any] | None:
    """Of those whom the reader may see; others are told that they may nominate."""
    user = reader(request)
    if not user.has_perm(VIEW_PEOPLE_OF_EVENTS):
        return None
    sees_whole = Event.objects.whole_to(user).filter(pk=event.pk).exists()
    may_nominate = event.takes_nominations and user.has_perm(NOMINATE)
    if not (sees_whole or may_nominate):
        return None
    participants = Participant.objects.visible_to(user).standing().filter(event=event)
    nominations = Nomination.objects.visible_to(user).standing().filter(event=event)
    listed = participants.count()
    counted = (event.headcounts.aggregate(all=Sum("number"))["all"] or 0) if sees_whole else 0
    whole = event.participants if sees_whole else None
    counts = dict(nominations.order_by().values_list("state").annotate(Count("pk")))
    return {
        "event": event,
        "sees_whole": sees_whole,
        "listed": listed,
        "counted": counted,
        "has_too_many": whole is not None and listed + counted > whole,
        "nominated": [(state.label, counts[state]) for state in NominationState if state in counts],
        "may_nominate": may_nominate,
        "may_add": user.has_perm(ADD_PARTICIPANT, Participant(event=event, member=event.member)),
        "may_take_over": not event.is_cancelled and user.has_perm(SELECT) and bool(not_listed(event)),
    }


PEOPLE = Panel("events/people.html", people)
