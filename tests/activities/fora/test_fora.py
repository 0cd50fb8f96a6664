"""What practices and decisions refuse, and what is counted of them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from activities.fora.measures import Decisions, Practices
from members.models import Member
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.events import EventFactory
from tests.factories.outputs import PlanFactory
from tests.factories.registers import DecisionFactory, PracticeFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "done"}, "__all__"),
        ({"said_on": dt.date(2014, 1, 1)}, "__all__"),
        ({"state": "done", "said_on": dt.date(2012, 1, 1)}, "said_on"),
    ],
)
def test_practices_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any], field: str) -> None:
    practice = PracticeFactory.create(plan=plan, member=kenya, event__starts_on="2013-05-02")
    for name, value in values.items():
        setattr(practice, name, value)

    with pytest.raises(ValidationError) as refused:
        practice.full_clean()

    assert list(refused.value.message_dict) == [field]


def test_a_practice_is_seen_at_another_member_and_under_the_plan(plan: Plan, kenya: Member) -> None:
    practice = PracticeFactory.create(plan=plan, member=kenya)
    practice.seen_at = kenya
    with pytest.raises(ValidationError, match="another member"):
        practice.full_clean()
    practice.seen_at, practice.event = None, EventFactory.create(plan=PlanFactory.create())

    with pytest.raises(ValidationError, match="another plan"):
        practice.full_clean()


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own: dict[str, Any] = {"plan": plan, "member": kenya, "event__starts_on": "2013-05-02"}
    told = {"said_on": dt.date(2014, 5, 1)}
    PracticeFactory.create(**own)
    PracticeFactory.create(state="done", **told, **own)
    PracticeFactory.create(state="dropped", **told, **own)
    DecisionFactory.create(state="done", **told, **own)
    gone = {"cancelled_at": dt.datetime(2013, 6, 1, tzinfo=dt.UTC), "cancelled_because": "Nobody came."}
    PracticeFactory.create(
        event=EventFactory.create(plan=plan, starts_on="2013", **gone), plan=plan, member=kenya
    )
    DecisionFactory.create(plan=plan, member=None, done_by="DEVT", event__starts_on="2013")

    assert counts(Practices(), plan, 2013) == {
        "practices_named": 3,
        "practices_followed_up": 2,
        "practices_done": 1,
    }
    assert counts(Decisions(), plan, 2013) == {"decisions_taken": 1, "decisions_done": 1}
