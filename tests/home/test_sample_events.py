"""The sample events: marked, one story with the needs, and counted."""

import pytest
from django.core.exceptions import ValidationError

from actionplan.home.sample.events import OF_DEVT, add_sample_events
from activities.events.models import Event, Nomination, Participant
from activities.needs.models import Answer
from kernel.registers.records import Record
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory, PlanFactory


@pytest.fixture
def plan(db: None) -> Plan:
    plan = PlanFactory.create()
    for code in sorted({activity for _title, activity, *_more in OF_DEVT} | {"3.3"}):
        number = int(code[0])
        output = plan.outputs.filter(number=number).first() or OutputFactory.create(
            plan=plan, number=number, code=str(number)
        )
        ActivityFactory.create(output=output, number=int(code[2:]), code=code)
    return plan


@pytest.fixture
def members(plan: Plan) -> list[Member]:
    return DevelopingMemberFactory.create_batch(15)


def test_all_is_marked_and_holds(plan: Plan, members: list[Member]) -> None:
    count = add_sample_events(plan, members)

    assert Event.objects.filter(is_sample=True).count() == count
    assert not Participant.objects.filter(is_sample=False).exists()
    assert Nomination.objects.get().event.takes_nominations
    records: list[Record] = [*Event.objects.all(), *Participant.objects.all()[:50]]
    assert [record for record in records if not holds(record)] == []


def holds(record: Record) -> bool:
    try:
        record.full_clean(exclude=["state"])
    except ValidationError:
        return False
    return bool(record.search_text)


def test_what_was_held_answers_needs(plan: Plan, members: list[Member]) -> None:
    output = plan.outputs.get(number=2)
    need = NeedFactory.create(
        plan=plan, output=output, member=members[0], named_on=f"{plan.years[0]}-06", state="answered"
    )
    need.activities.set(output.activities.filter(code="2.2"))
    type(need).objects.update(is_sample=True)

    add_sample_events(plan, members)

    event = Event.objects.get(code=Answer.objects.get(need=need).record)
    assert event.activity_codes == "2.2"
    assert event.year == plan.years[1]
