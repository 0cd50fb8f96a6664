"""What events give people to do: members nominate, DEVT selects and asks for what is still missing."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.events.enums import EventState, NominationState
from activities.events.models import Event, Nomination
from activities.events.nominations import NOMINATIONS
from activities.registers import own_members
from kernel.days import due_words, portal_day
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.requests import reader

SHOWN = 3


def register() -> None:
    register_work("member", Work(to_nominate, 35))
    register_work("devt", Work(to_decide, 50))
    register_work("devt", Work(overdue_reports, 55))


def to_nominate(request: HttpRequest) -> Iterator[WorkCard]:
    """Events for which one's members may nominate, the earliest end first."""
    own = own_members(reader(request))
    if not own:
        return
    open_to_them = Q(invited=None) | Q(invited__in=own)
    events = Event.objects.taking_nominations(portal_day()).filter(open_to_them).distinct()
    if count := events.count():
        yield WorkCard(
            title=_("Nominate participants"),
            about=_("You are invited to send people of your organization."),
            rows=[invitation(event) for event in events.order_by("answer_by", "pk")[:SHOWN]],
            count=count,
            is_sample=events.filter(is_sample=True).exists(),
        )


def invitation(event: Event) -> WorkRow:
    address = reverse(NOMINATIONS.address("add"))
    about = _("until %(day)s") % {"day": due_words(event.answer_by)} if event.answer_by else ""
    return WorkRow(
        title=event.title,
        url=event.get_absolute_url(),
        about=about,
        act=_("Nominate somebody…"),
        act_url=f"{address}?event={event.code}",
    )


def to_decide(request: HttpRequest) -> Iterator[WorkCard]:
    """Nominations that nobody has decided."""
    waiting = Nomination.objects.standing().filter(state=NominationState.NOMINATED)
    if count := waiting.count():
        shown = waiting.select_related("event", "member").order_by("event__answer_by", "pk")[:SHOWN]
        yield WorkCard(
            title=_("Nominations to decide"),
            about=_("Select, put on the waiting list, or turn down with the reason."),
            rows=[WorkRow(each.name, each.get_absolute_url(), about=each.event.title) for each in shown],
            count=count,
            all_url=f"{reverse(NOMINATIONS.address('list'))}?state={NominationState.NOMINATED}",
            all_label=_("All of them"),
            is_sample=waiting.filter(is_sample=True).exists(),
        )


def overdue_reports(request: HttpRequest) -> Iterator[WorkCard]:
    """Events in DEVT's care whose organizer has not reported in time."""
    mine = Event.objects.standing().filter(
        officer=reader(request), state=EventState.HELD, reported_on=None, is_incomplete=False
    )
    late = [event for event in mine.exclude(starts_on="").order_by("starts_on", "pk") if any(event.owed())]
    if late:
        yield WorkCard(
            title=_("Events that lack something"),
            about=_("Of the events in your care; an organizer reports within 30 days."),
            rows=[
                WorkRow(each.title, each.get_absolute_url(), about=each.waits_for) for each in late[:SHOWN]
            ],
            count=len(late),
            is_sample=any(event.is_sample for event in late),
        )
