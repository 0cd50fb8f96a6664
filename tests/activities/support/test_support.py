"""What missions and grants refuse, and what is counted of them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from activities.support.measures import Grants, Missions, Recommendations
from activities.support.models import Recommendation
from kernel.days import portal_day
from kernel.measures import MEASURES
from members.models import Member
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.events import EventFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import PlanFactory
from tests.factories.support import GrantFactory, MissionFactory

LATELY = (portal_day() - dt.timedelta(days=300)).isoformat()


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": "2014", "ends_on": "2013"}, "ends_on"),
        ({"starts_on": "2014", "reported_on": dt.date(2013, 5, 1)}, "reported_on"),
    ],
)
def test_missions_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MissionFactory.build(plan=plan, member=kenya, **values).clean()

    assert list(refused.value.message_dict) == [field]


def test_a_need_addressed_is_one_of_the_member(plan: Plan, kenya: Member, ghana: Member) -> None:
    NeedFactory.create(code="ND-2013-001", member=kenya)
    NeedFactory.create(code="ND-2013-002", member=ghana)
    EventFactory.create(code="EV-2013-001")

    def problems(code: str) -> list[str]:
        return [
            words for _field, words in MissionFactory.build(plan=plan, member=kenya, need=code).problems()
        ]

    assert problems("ND-2013-001") == []
    assert problems("ND-2013-002") == ["This is a need of another member."]
    assert problems("EV-2013-001") == ["This is no need: the code of one begins with ND-."]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"delivered_on": "2012"}, "delivered_on"),
        ({"in_use": True}, "in_use"),
        ({"in_use": False, "delivered_on": "2199"}, "in_use"),
        ({"in_use": True, "delivered_on": LATELY}, "in_use"),
        ({"trained": 3, "trained_women": 4}, "__all__"),
    ],
)
def test_grants_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, Any], field: str) -> None:
    grant = GrantFactory.build(plan=plan, member=kenya, **values)

    with pytest.raises(ValidationError) as refused:
        grant.full_clean()

    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    "values", [{"state": "done"}, {"state": "open", "said_on": "2014-01-01"}], ids=["no day", "a day"]
)
def test_what_became_of_a_recommendation_has_its_day(plan: Plan, values: dict[str, Any]) -> None:
    mission = MissionFactory.create(plan=plan)

    with pytest.raises(ValidationError, match="Give the day"):
        Recommendation(mission=mission, text="Write procedures", **values).full_clean()


def test_what_is_counted_of_missions(plan: Plan, kenya: Member) -> None:
    mission = MissionFactory.create(plan=plan, member=kenya, need="ND-2013-001")
    MissionFactory.create(plan=plan, member=kenya, starts_on="2014")
    for state in ("open", "done", "done", "dropped"):
        said_on = None if state == "open" else "2014-06-01"
        Recommendation.objects.create(mission=mission, text="Write", state=state, said_on=said_on)

    assert counts(Missions(), plan, 2013) == {"missions": 1, "missions_for_a_need": 1}
    followed_up = counts(Recommendations(), plan, 2013)
    assert followed_up == {"recommendations_followed_up": 3, "recommendations_done": 2}


def test_what_is_counted_of_grants(plan: Plan, kenya: Member) -> None:
    delivered = {"plan": plan, "member": kenya, "delivered_on": "2013-08"}
    GrantFactory.create(trained=12, in_use=True, **delivered)
    GrantFactory.create(in_use=False, **delivered)
    GrantFactory.create(plan=plan, member=kenya, trained=3)

    assert counts(Grants(), plan, 2013) == {
        "grants": 3,
        "grants_followed_up": 2,
        "grants_in_use": 1,
        "persons_trained_on_equipment": 15,
    }


def test_its_measures_are_known() -> None:
    own = {measure.name for source in (Missions, Recommendations, Grants) for measure in source.measures}
    assert own <= {each.name for each in MEASURES.declared.values()}
