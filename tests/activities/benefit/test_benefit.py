"""What benefits and people refuse, and what is counted of them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from activities.benefit.measures import Benefits, People
from members.models import Member
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.outputs import PlanFactory
from tests.factories.registers import BenefitFactory, StaffFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.mark.parametrize(
    "values",
    [
        {"changed": ""},
        {"is_reached": False},
        {"is_reached": False, "changed": ""},
        {"why_not": "No money."},
    ],
)
def test_a_benefit_says_what_changed_or_why_not(plan: Plan, kenya: Member, values: dict[str, Any]) -> None:
    benefit = BenefitFactory.create(plan=plan, member=kenya)
    for name, value in values.items():
        setattr(benefit, name, value)

    with pytest.raises(ValidationError, match="One of the two"):
        benefit.full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"whereabouts": "here"},
        {"uses_it": False},
        {"whereabouts": "here", "said_on": dt.date(2012, 1, 1)},
    ],
)
def test_where_somebody_is_has_its_day(plan: Plan, kenya: Member, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        StaffFactory.build(plan=plan, member=kenya, **values).clean()

    assert list(refused.value.message_dict) == ["said_on"]


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own: dict[str, Any] = {"plan": plan, "member": kenya}
    BenefitFactory.create(**own)
    BenefitFactory.create(is_reached=False, changed="", why_not="Too far away.", **own)
    day = dt.date(2014, 3, 1)
    StaffFactory.create(**own)
    StaffFactory.create(whereabouts="here", uses_it=True, said_on=day, **own)
    StaffFactory.create(whereabouts="left", said_on=day, **own)

    assert counts(Benefits(), plan, 2013) == {"benefits": 1, "groups_not_reached": 1}
    assert counts(People(), plan, 2013) == {}
    assert counts(People(), plan, 2014) == {
        "people_followed_up": 2,
        "people_in_field": 1,
        "people_asked_about_use": 1,
        "people_using_it": 1,
    }
