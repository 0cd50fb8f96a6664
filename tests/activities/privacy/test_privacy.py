"""People leave records after some years, or when they ask for it; counts stay."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pghistory.core import event_models

from activities.confirmations import services as confirmations
from activities.confirmations.models import Confirmation
from activities.confirmations.selectors import item_of
from activities.events.measures import Events
from activities.events.models import Participant, Person
from activities.events.participants import PARTICIPANTS
from activities.privacy import services
from activities.privacy.models import Retention
from activities.privacy.periodic import anonymise_overdue
from activities.privacy.selectors import ANONYMOUS, named_like, registers_of_people
from kernel.registers.declaration import REGISTERS
from kernel.registers.finding import finder
from kernel.registers.services import change_record
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.events import EventFactory, ParticipantFactory, PersonFactory
from tests.factories.outputs import PlanFactory
from tests.factories.skills import TrainerFactory
from tests.factories.sponsorships import SponsorshipFactory

NAME, EMAIL = "Grace Canarywanjiku", "canary.grace@example.org"
TODAY = dt.date(2017, 1, 1)


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.fixture
def grace(plan: Plan, kenya: Member) -> Participant:
    """At an event of 2013."""
    event = EventFactory.create(plan=plan, member=None, starts_on="2013-05-02")
    person = PersonFactory.create(name=NAME, email=EMAIL, member=kenya)
    listed: Participant = ParticipantFactory.create(
        event=event, member=kenya, name=NAME, email=EMAIL, person=person, present=True
    )
    return listed


def everything(model: Any) -> str:
    """All rows of the model and of its history."""
    models = [model, *event_models(tracks_model=model)]
    return " ".join(str(row) for each in models for row in each._default_manager.values())


def test_after_three_years_a_name_is_in_no_row(grace: Participant, devt_officer: User) -> None:
    """Nor in an earlier state of one."""
    grace.organization = "Bureau"
    change_record(PARTICIPANTS, grace, by=devt_officer, seen=grace.version)
    assert "Canarywanjiku" in everything(Participant)
    assert services.anonymise_overdue(dt.date(2016, 12, 31)) == 0
    before = counts(Events(), grace.plan, 2013)

    assert services.anonymise_overdue(TODAY) == 1

    for model in (Participant, Person):
        assert "canary" not in everything(model).lower()
    grace.refresh_from_db()
    assert (grace.name, grace.email) == (ANONYMOUS, "")
    assert counts(Events(), grace.plan, 2013) == before
    assert services.anonymise_overdue(TODAY) == 0


def test_devt_sets_another_time(grace: Participant) -> None:
    Retention.objects.create(years=10)

    assert services.anonymise_overdue(TODAY) == 0


def test_the_nights_task_does_it(grace: Participant) -> None:
    anonymise_overdue()

    assert "canary" not in everything(Participant).lower()


def test_who_is_in_the_pool_stays(plan: Plan, kenya: Member) -> None:
    TrainerFactory.create(plan=plan, member=kenya, joined_on="2010")
    gone = TrainerFactory.create(plan=plan, member=kenya, joined_on="2010", left_on="2012")

    assert services.anonymise_overdue(TODAY) == 1

    gone.refresh_from_db()
    assert gone.person == ANONYMOUS


def test_sample_people_never_were_any(grace: Participant) -> None:
    Participant.objects.update(is_sample=True)

    assert services.anonymise_overdue(TODAY) == 0


def test_a_person_who_is_on_another_list_is_still_known(
    grace: Participant, plan: Plan, kenya: Member
) -> None:
    event = EventFactory.create(plan=plan, member=None, starts_on="2016-05-02")
    ParticipantFactory.create(event=event, member=kenya, name=NAME, email=EMAIL, person=grace.person)

    assert services.anonymise_overdue(TODAY) == 1

    assert Person.objects.get().name == NAME


def test_what_was_confirmed_does_not_tell(grace: Participant, kenya: Member, nsb_editor: User) -> None:
    item = item_of(kenya, grace.code)
    assert item
    confirmations.dispute(
        item, kenya, "Not there.", by=nsb_editor, now=dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
    )
    assert "Canarywanjiku" in everything(Confirmation)

    services.anonymise_overdue(TODAY)

    assert "canary" not in everything(Confirmation).lower()


def test_devt_takes_a_person_out_of_all_records(
    client: Client, grace: Participant, plan: Plan, kenya: Member, devt_officer: User
) -> None:
    """By name in any case, or by address; a namesake that is not ticked stays."""
    sent = SponsorshipFactory.create(plan=plan, member=kenya, person=NAME.upper(), email=EMAIL)
    namesake = SponsorshipFactory.create(plan=plan, person=NAME)
    client.force_login(devt_officer)
    address = f"{reverse('privacy:people')}?q=grace+canarywanjiku"
    page = client.get(address)
    assert all(each.code in page.text for each in (grace, sent, namesake))
    assert len(named_like(EMAIL)) == 2
    refused = client.post(address, {"records": [grace.code, sent.code], "reason": ""})
    assert refused.status_code == 200

    done = client.post(address, {"records": [grace.code, sent.code], "reason": "She asked for it."})

    assert done.status_code == 302
    assert [each.record.code for each in named_like(NAME)] == [namesake.code]
    assert list(finder(PARTICIPANTS)(devt_officer, ["canarywanjiku"])) == []


def test_others_take_nobody_out(grace: Participant, nsb_officer: User, devt_officer: User) -> None:
    with pytest.raises(PermissionDenied):
        services.erase(NAME, [grace.code], by=nsb_officer, reason="Why not?")
    with pytest.raises(ValidationError, match="Choose"):
        services.erase(NAME, ["PT-2013-999"], by=devt_officer, reason="She asked for it.")


def test_every_register_that_has_a_name_or_an_address_says_so() -> None:
    """By its fields: a register that is added with one is found here."""
    told = {"name", "person", "email", "expert"}
    naming = {key for key, register in REGISTERS.items() if told & set(register.fields)}

    assert naming == {register.key for register in registers_of_people()}
