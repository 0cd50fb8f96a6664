"""What profiles, gaps and trainers refuse, and what is counted of them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.skills.measures import Deliveries, Gaps, Pool
from activities.skills.models import Delivery, Mentoring
from activities.skills.trainers import TRAINERS
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.outputs import PlanFactory
from tests.factories.skills import GapFactory, ProfileFactory, TrainerFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


def refused(record: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return list(error.value.message_dict)


def test_a_gap_is_closed_after_it_was_named(plan: Plan, kenya: Member) -> None:
    gap = GapFactory.create(plan=plan, member=kenya)
    gap.closed_on = "2012"

    assert refused(gap) == ["closed_on"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"left_on": "2012"}, "left_on"), ({"level": "lead"}, "assessed_on")],
)
def test_trainers_that_cannot_be(plan: Plan, kenya: Member, values: dict[str, str], field: str) -> None:
    trainer = TrainerFactory.create(plan=plan, member=kenya)
    for name, value in values.items():
        setattr(trainer, name, value)

    assert refused(trainer) == [field]


def test_a_trainer_has_a_profile_of_trainers(plan: Plan, kenya: Member) -> None:
    trainer = TrainerFactory.create(plan=plan, member=kenya, profile=ProfileFactory.create(role="trainer"))
    trainer.full_clean()
    trainer.profile = ProfileFactory.create(role="chair")

    assert refused(trainer) == ["profile"]


def test_an_address_is_once_in_the_pool(plan: Plan, kenya: Member, ghana: Member) -> None:
    TrainerFactory.create(plan=plan, member=kenya, email="grace@example.org")
    again = TrainerFactory.build(plan=plan, member=ghana, email="grace@example.org")

    assert refused(again) == ["__all__"]


def test_sessions_and_mentoring_say_what_and_when(plan: Plan, kenya: Member) -> None:
    trainer = TrainerFactory.create(plan=plan, member=kenya)
    day = dt.date(2013, 6, 1)

    assert refused(Delivery(trainer=trainer, held_on="2013")) == ["__all__"]
    backwards = Mentoring(trainer=trainer, mentor="Sven", starts_on=day, ends_on=day - dt.timedelta(days=1))
    assert refused(backwards) == ["__all__"]


def test_the_level_is_not_the_members_to_give(client: Client, nsb_editor: User) -> None:
    client.force_login(nsb_editor)
    form = client.get(reverse(TRAINERS.address("add"))).context["form"]

    assert "languages" in form.fields
    assert not {"level", "assessed_on", "assessed_by"} & set(form.fields)


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own: dict[str, Any] = {"plan": plan, "member": kenya}
    GapFactory.create(**own)
    GapFactory.create(closed_on="2014", **own)
    trainer = TrainerFactory.create(joined_on="2011", **own)
    TrainerFactory.create(joined_on="2012", left_on="2013", **own)
    TrainerFactory.create(plan=plan, member=None, joined_on="2011")
    Delivery.objects.create(trainer=trainer, held_on="2013-02", what="A course", observed_by="DEVT")
    Delivery.objects.create(trainer=trainer, held_on="2013-03", what="A course")

    assert counts(Gaps(), plan, 2013) == {"skills_gaps_named": 2, "skills_gaps_closed": 1}
    assert counts(Pool(), plan, 2012) == {"trainers_in_pool": 2}
    assert counts(Pool(), plan, 2013) == {"trainers_in_pool": 1}
    assert counts(Deliveries(), plan, 2013) == {"trainer_sessions": 2, "trainer_sessions_observed": 1}
