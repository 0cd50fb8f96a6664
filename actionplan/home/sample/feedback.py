"""Sample feedback: what those who came to DEVT's sample events might have said of them."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from django.utils import timezone

from activities.events.enums import Delivery, EventState
from activities.events.models import Event
from activities.feedback.enums import OPEN_DAYS, Grade, Said, Way
from activities.feedback.models import GRADED, Asking, Response
from members.models import Member, User
from members.selectors import devt_people
from outputs.models import Plan

MOST = 40
REMARKS = (
    "More time for exercises, and fewer slides.",
    "Send the material a week before.",
    "Cases from small laboratories, please.",
    "Interpretation into French was missing on the second day.",
    "Ask us afterwards what became of it.",
)
REMARKED, ON_A_SHEET = 0.1, 9
"""Who remarks upon something, and who answered on a sheet: one in ten and one in nine."""
WEIGHTS = (1, 3, 8, 14, 10)
"""How often each grade is given, from worst to best."""


def add_sample_feedback(plan: Plan, members: Sequence[Member]) -> int:
    """Of each sample event that DEVT held in a room; how many answers."""
    asker = devt_people().order_by("pk").first()
    if asker is None:
        return 0
    held = Event.objects.filter(plan=plan, is_sample=True, member=None, state=EventState.HELD)
    events = list(held.filter(delivery=Delivery.ROOM, participants__gt=0).order_by("code"))
    askings = Asking.objects.bulk_create(asked(event, asker) for event in events)
    return len(Response.objects.bulk_create(each for asking in askings for each in said(asking, asker)))


def asked(event: Event, asker: User) -> Asking:
    ended = event.ended_on or timezone.now().date()
    closes_on = ended + dt.timedelta(days=OPEN_DAYS)
    return Asking(event=event, opened_by=asker, opened_at=timezone.now(), closes_on=closes_on, is_sample=True)


def said(asking: Asking, asker: User) -> Iterator[Response]:
    """Half to four fifths of those who came, some of them on a sheet."""
    chance = random.Random(asking.event.code)  # noqa: S311 - a story, no secret
    for number in range(min(MOST, round((asking.event.participants or 0) * chance.uniform(0.5, 0.8)))):
        is_typed = number % ON_A_SHEET == 1
        yield Response(
            asking=asking,
            received_on=asking.closes_on - dt.timedelta(days=OPEN_DAYS),
            way=Way.SHEET if is_typed else Way.ROOM,
            entered_by=asker if is_typed else None,
            will_use=chance.choices([Said.YES, Said.NO, ""], [7, 1, 2])[0],
            otherwise=chance.choice(REMARKS) if chance.random() < REMARKED else "",
            is_sample=True,
            **dict(zip(GRADED, chance.choices(Grade.values, WEIGHTS, k=len(GRADED)), strict=True)),
        )
