"""The registers of practices and decisions of fora, as every register is tested."""

from typing import Any

from activities.events.models import Event
from activities.fora.register import DECISIONS, PRACTICES
from tests.activities.of_members import DEVT, OfMembers
from tests.factories.events import EventFactory
from tests.factories.registers import DecisionFactory, PracticeFactory


class OfFora(OfMembers):
    __test__ = False
    kept_back = "note"
    queries_of_list = 9

    def make(self, **values: Any) -> Any:
        return super().make(event=self.event(), **values)

    def sent(self) -> dict[str, Any]:
        return super().sent() | {"event": self.event().pk}

    def body(self) -> dict[str, Any]:
        return super().body() | {"event": self.event().code}

    def event(self) -> Event:
        return Event.objects.first() or EventFactory.create(plan=self.activity.output.plan)


class TestPractices(OfFora):
    __test__ = True
    register = PRACTICES
    factory = PracticeFactory
    said = {"title": "A help desk", "state": "open"}


class TestDecisions(OfFora):
    __test__ = True
    register = DECISIONS
    factory = DecisionFactory
    adders = DEVT
    whole_readers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    said = {"title": "A regional catalogue", "state": "open"}
