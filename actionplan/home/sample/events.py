"""Sample events: what DEVT and members might have held each year, who came, and which needs it answered."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.events.enums import (
    Delivery,
    EventKind,
    EventState,
    PersonSex,
    Qualifier,
    StakeholderGroup,
)
from activities.events.models import Event, Headcount, Nomination, Participant, Person
from activities.models import Activity
from activities.needs.enums import NeedState
from activities.needs.models import Answer, Need
from kernel.days import portal_day
from kernel.loading.changes import point_at_saved
from kernel.registers.records import Record, codes
from members.models import Member
from outputs.models import Plan

OF_DEVT: tuple[tuple[str, str, EventKind, Delivery], ...] = (
    ("Committee secretaries: first steps", "1.4", EventKind.COURSE, Delivery.ONLINE),
    ("E-tools: balloting and comments", "1.5", EventKind.COURSE, Delivery.SELF_PACED),
    ("Regional workshop on conformity assessment", "2.2", EventKind.WORKSHOP, Delivery.ROOM),
    ("Trainers in conformity assessment", "2.3", EventKind.TRAINING_OF_TRAINERS, Delivery.ROOM),
    ("Managing a standards body", "4.2", EventKind.COURSE, Delivery.ROOM),
    ("Forum of the heads of standards bodies", "5.2", EventKind.FORUM, Delivery.ROOM),
    ("Standards in engineering curricula", "6.4", EventKind.SEMINAR, Delivery.ROOM),
)
"""Each year: title, activity, kind and delivery."""

OF_MEMBERS = ("What standards do for small firms", "Standards for ministries", "World Standards Day")
"""Under activity 3.3."""

GUESTS = 12
"""Members with participants at an event of DEVT."""
BY_NAME = {"2.3", "4.2"}
"""Under these activities participants are listed by name; elsewhere they are counted."""
GROUPS = (StakeholderGroup.STANDARDS_BODY, StakeholderGroup.GOVERNMENT, StakeholderGroup.INDUSTRY)
GIVEN = ("Amina", "Carlos", "Fatou", "Grace", "Ibrahim", "Linh", "Maria", "Omar", "Peter", "Sunita")
FAMILY = ("Abebe", "Castro", "Diallo", "Hossain", "Kamau", "Mensah", "Nguyen", "Perera", "Silva", "Tembo")


def add_sample_events(plan: Plan, members: Sequence[Member]) -> int:
    """Events of every year of the plan, one that takes nominations now, and answers to needs; how many."""
    story = Story(plan, members)
    for year in plan.years:
        story.tell(year)
    story.write()
    invite(plan, members)
    return len(story.events) + 1


@dataclass
class Story:
    plan: Plan
    members: Sequence[Member]
    events: list[tuple[Event, str]] = field(default_factory=list)
    """Each with the code of its activity."""
    counts: list[Headcount] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    chosen: random.Random = field(default_factory=lambda: random.Random(2012))  # noqa: S311 - a story

    def tell(self, year: int) -> None:
        free, names = codes(Event, year), codes(Participant, year)
        for title, activity, kind, delivery in OF_DEVT:
            event = self.event(
                free, year, activity, title=title, kind=kind, delivery=delivery, scope="regional"
            )
            guests = self.chosen.sample(self.members, min(GUESTS, len(self.members)))
            for member in guests:
                if activity in BY_NAME:
                    self.list_by_name(event, member, names)
                else:
                    self.count(event, member)
            event.host = event.country = guests[0] if delivery == Delivery.ROOM else None
            self.add_up(event)
        for member in self.members:
            self.own_event(free, year, member)

    def own_event(self, free: Iterator[str], year: int, member: Member) -> None:
        """One line with counts; every third member holds none in a year."""
        if self.chosen.random() < 1 / 3:
            return
        came = self.chosen.randint(15, 140)
        women = self.chosen.choice((None, came // self.chosen.randint(2, 5)))
        title, kind = self.chosen.choice(OF_MEMBERS), EventKind.SEMINAR
        values = {"member": member, "country": member, "participants": came, "women": women}
        self.event(free, year, "3.3", title=title, kind=kind, scope="national", **values)

    def event(self, free: Iterator[str], year: int, activity: str, **values: Any) -> Event:
        begins = dt.date(year, self.chosen.randint(2, 11), self.chosen.randint(1, 26))
        ends = begins + dt.timedelta(days=self.chosen.randint(0, 4))
        days = {"starts_on": begins.isoformat(), "ends_on": ends.isoformat(), "reported_on": ends}
        event = made(Event(plan=self.plan, state=EventState.HELD, **days, **values), free)
        self.events.append((event, activity))
        return event

    def count(self, event: Event, member: Member) -> None:
        for sex in PersonSex:
            number = self.chosen.randint(1, 3)
            row = {"event": event, "from_member": member, "sex": sex, "number": number}
            self.counts.append(Headcount(**row, completed=number - self.chosen.randint(0, 1)))

    def list_by_name(self, event: Event, member: Member, free: Iterator[str]) -> None:
        """Two of each member, who may have come in another year."""
        for place, sex in enumerate(PersonSex):
            name = f"{GIVEN[(member.pk + place) % len(GIVEN)]} {FAMILY[member.pk % len(FAMILY)]}"
            row = {"event": event, "member": member, "name": name, "sex": sex}
            came = {"present": True, "completed": self.chosen.random() > 0.1}  # noqa: PLR2004 - one in ten
            participant = Participant(**row, **came, group=self.chosen.choice(GROUPS))
            participant.person = self.person(participant)
            self.people.append(participant)
            made(participant, free)

    def add_up(self, event: Event) -> None:
        """The numbers of the event are those of its rows."""
        counts = [row for row in self.counts if row.event is event]
        people = [each for each in self.people if each.event is event]
        event.participants = sum(row.number for row in counts) + len(people)
        of_women = [row.number for row in counts if row.sex == PersonSex.FEMALE]
        event.women = sum(of_women) + sum(each.sex == PersonSex.FEMALE for each in people)
        event.completed = sum(row.completed or 0 for row in counts) + sum(
            bool(each.completed) for each in people
        )

    def person(self, participant: Participant) -> Person:
        same = (each.person for each in self.people if each.member == participant.member)
        return next((person for person in same if person.name == participant.name), Person.of(participant))

    def write(self) -> None:
        Event.objects.bulk_create(event for event, _activity in self.events)
        self.link_activities()
        Headcount.objects.bulk_create(self.counts)
        people = {id(each.person): each.person for each in self.people}
        Person.objects.bulk_create(people.values())
        for participant in self.people:
            point_at_saved(participant)
        Participant.objects.bulk_create(self.people)
        self.answer_needs()

    def link_activities(self) -> None:
        known = {each.code: each.pk for each in Activity.objects.filter(output__plan=self.plan)}
        through = Event.activities.through
        through.objects.bulk_create(
            through(event_id=event.pk, activity_id=known[activity])
            for event, activity in self.events
            if activity in known
        )

    def answer_needs(self) -> None:
        """What DEVT held under a need's activity in its year or the next answered it."""
        held = {(activity, event.year): event for event, activity in self.events if event.member is None}
        states = (NeedState.ANSWERED, NeedState.CONFIRMED)
        needs = Need.objects.filter(plan=self.plan, is_sample=True, state__in=states)
        Answer.objects.bulk_create(
            Answer(need=need, record=event.code, on=event.starts_on)
            for need in needs.prefetch_related("activities")
            for event in answering(need, held)[:1]
        )


def answering(need: Need, held: Mapping[tuple[str, int | None], Event]) -> list[Event]:
    """What may have answered it, the most likely first."""
    named = int(need.named_on[:4])
    places = [(activity.code, year) for activity in need.activities.all() for year in (named + 1, named)]
    return [held[place] for place in places if place in held]


def made(record: Any, free: Iterator[str]) -> Any:
    """Marked as sample, with its code."""
    record.code, record.is_sample = next(free), True
    Record.prepare(record)
    return record


def invite(plan: Plan, members: Sequence[Member]) -> None:
    """An event to come, to which all members may nominate, and one has."""
    today = portal_day()
    starts = today + dt.timedelta(days=75)
    values = {"title": "Leading a technical committee", "kind": EventKind.COURSE, "delivery": Delivery.ROOM}
    when = {"starts_on": starts.isoformat(), "answer_by": today + dt.timedelta(days=21)}
    event = Event(plan=plan, scope="global", qualifier=Qualifier.EXPECTED, participants=24, **values, **when)
    made(event, codes(Event, starts.year)).save()
    event.activities.set(Activity.objects.filter(output__plan=plan, code="1.4"))
    why = "She has led our mirror committee for three years."
    nomination = Nomination(event=event, name="Grace Kamau", member=members[0], sex=PersonSex.FEMALE, why=why)
    nomination.is_sample = True
    nomination.give_code()
    nomination.save()
