"""The registers of events, nominations and participants, as every register is tested."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client

from activities.events.models import Event, Nomination, Participant
from activities.events.nominations import NOMINATIONS
from activities.events.participants import PARTICIPANTS
from activities.events.register import EVENTS
from activities.models import Activity
from members.committees.models import Committee
from members.models import Member, User
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.events import EventFactory, NominationFactory, ParticipantFactory, PersonFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.registers.kit import NSB, RegisterTests

WRITERS = frozenset({"devt_administrator", "devt_officer", "nsb_officer", "nsb_editor"})
FAR = dt.date(2999, 1, 1)


class TestEvents(RegisterTests):
    register = EVENTS
    adders = WRITERS
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 12
    secret = "ISO/TC 7913"

    @pytest.fixture(autouse=True)
    def plan(self, kenya: Member, ghana: Member) -> Plan:
        plan = PlanFactory.create(code="APDC")
        self.committee = Committee.objects.create(reference=self.secret, kind="TC", title="Steel")
        self.activity: Activity = ActivityFactory.create(
            output=OutputFactory.create(plan=plan, number=2, code="2"), number=2, code="2.2"
        )
        return plan

    def make(self, **values: Any) -> Event:
        defaults = {
            "member": Member.objects.get(iso2="KE"),
            "plan": self.activity.output.plan,
            "committee": self.committee,
            "participants": 30,
            "women": 12,
            "languages": ["en", "fr"],
        }
        event: Event = EventFactory.build(**defaults | values)
        event.give_code()
        event.save()
        event.activities.set([self.activity])
        return event

    def sent(self) -> dict[str, Any]:
        rows = {f"rows-{number}-{name}_FORMS": "0" for number in range(3) for name in ("TOTAL", "INITIAL")}
        return rows | {
            "title": "A course",
            "plan": self.activity.output.plan.pk,
            "member": Member.objects.get(iso2="KE").pk,
            "activities": [self.activity.pk],
            "kind": "course",
            "delivery": "room",
            "starts_on": "2013-06",
            "participants": "12",
        }

    def body(self) -> dict[str, Any]:
        return {
            "title": "A course",
            "plan": "APDC",
            "member": "KE",
            "activities": ["2.2"],
            "kind": "course",
            "starts_on": "2013-06",
            "languages": ["fr"],
        }


class OfPeople(RegisterTests):
    """Nobody sees another member's people at all, whatever else they read."""

    __test__ = False
    adders = WRITERS
    readers = WRITERS | {*NSB}
    whole_readers = WRITERS | {"nsb_viewer"}
    seen_in_part = False
    secret = "canary@example.org"

    @pytest.fixture(autouse=True)
    def event(self, kenya: Member, ghana: Member) -> Event:
        plan = PlanFactory.create(code="APDC")
        self.at: Event = EventFactory.create(plan=plan, member=kenya, code="EV-2013-001", answer_by=FAR)
        return self.at

    def sent(self) -> dict[str, Any]:
        return {"event": self.at.pk, "name": "Grace Wanjiru", "member": Member.objects.get(iso2="KE").pk}

    def body(self) -> dict[str, Any]:
        return {"event": "EV-2013-001", "name": "Grace Wanjiru", "member": "KE"}

    def values(self, values: dict[str, Any]) -> dict[str, Any]:
        """Each the first at an event of its own."""
        kenya = Member.objects.get(iso2="KE")
        event = EventFactory.create(plan=self.at.plan, member=kenya, answer_by=FAR)
        return {"member": kenya, "event": event, "email": self.secret} | values

    @pytest.mark.parametrize(
        ("query", "count"),
        [("year=2013", 1), ("year=2012", 0), ("event=EV-2013-001", 1), ("event=EV-2013-002", 400)],
    )
    def test_by_event_and_year(
        self, client: Client, devt_officer: User, kenya: Member, query: str, count: int
    ) -> None:
        """An event for which there is nobody is no choice."""
        self.make(event=self.at)
        EventFactory.create(plan=self.at.plan, code="EV-2013-002")
        client.force_login(devt_officer)
        answer = client.get(f"{self.address('list')}?{query}")

        found = answer.context["page"].paginator.count if answer.status_code == 200 else answer.status_code
        assert found == count


class TestParticipants(OfPeople):
    __test__ = True
    register = PARTICIPANTS
    queries_of_list = 8

    def make(self, **values: Any) -> Participant:
        found: Participant = ParticipantFactory.build(**self.values(values) | {"person": None})
        found.person = PersonFactory.create(name=found.name, member=found.member)
        found.give_code()
        found.save()
        return found

    def test_rows_without_a_code_are_new(self, client: Client, devt_officer: User, kenya: Member) -> None:
        """But for somebody on the event's list already, whom such a row is about."""
        self.make()
        client.force_login(devt_officer)
        text = client.get(self.address("csv")).content.decode("utf-8-sig")
        head, row = csv.reader(io.StringIO(text))
        again, somebody_else = ["", *row[1:]], ["", *row[1:]]
        name, email = head.index("Name"), head.index("E-mail address")
        somebody_else[name], somebody_else[email] = "Peter Mwangi", ""
        file = io.StringIO()
        csv.writer(file).writerows([head, again, somebody_else])

        summary = self.imported(file.getvalue().encode(), devt_officer)

        assert (summary.of("participants").added, summary.of("participants").unchanged) == (1, 1)
        assert Participant.objects.count() == 2


class TestNominations(OfPeople):
    __test__ = True
    register = NOMINATIONS
    queries_of_list = 8

    def make(self, **values: Any) -> Nomination:
        found: Nomination = NominationFactory.build(**self.values(values))
        found.give_code()
        found.save()
        return found
