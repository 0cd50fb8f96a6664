"""People leave records after some years, or when they ask for it; counts stay."""

import datetime as dt
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import CharField
from django.test import Client
from django.urls import reverse
from pghistory.core import event_models

from activities.confirmations import services as confirmations
from activities.confirmations.models import Confirmation
from activities.confirmations.selectors import item_of
from activities.events.measures import Events
from activities.events.models import Nomination, Participant, Person
from activities.events.models.nominations import not_listed
from activities.events.participants import PARTICIPANTS
from activities.privacy import services
from activities.privacy.models import Retention
from activities.privacy.periodic import anonymise_overdue
from activities.privacy.selectors import named_like, places
from activities.skills.models import Mentoring, Trainer
from activities.sponsorships.models import Sponsorship
from activities.support.models import Mission
from kernel.days import portal_day
from kernel.imports.importers import Request
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source
from kernel.models import Import, ImportedRecord
from kernel.partial_dates import PartialDateField
from kernel.registers.declaration import ANONYMOUS, REGISTERS
from kernel.registers.files import FILE, load
from kernel.registers.finding import finder
from kernel.registers.links import RecordCodeField
from kernel.registers.services import change_record
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.events import EventFactory, NominationFactory, ParticipantFactory, PersonFactory
from tests.factories.outputs import PlanFactory
from tests.factories.skills import TrainerFactory
from tests.factories.sponsorships import SponsorshipFactory
from tests.factories.support import MissionFactory

QUERIES = sum(1 for _place in places())
"""One for each place in which a name stands."""
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
    written_long_ago(Participant, Person)
    return listed


def written_long_ago(*models: Any) -> None:
    """All that was written of them so far."""
    for model in models:
        for events in event_models(tracks_model=model):
            events._default_manager.update(pgh_created_at=dt.datetime(2013, 6, 1, tzinfo=dt.UTC))


def everything(model: Any) -> str:
    """All rows of the model and of its history."""
    models = [model, *event_models(tracks_model=model)]
    return " ".join(str(row) for each in models for row in each._default_manager.values())


def test_after_three_years_a_name_is_in_no_row(grace: Participant, devt_officer: User) -> None:
    """Nor in an earlier state of one."""
    grace.organization = "Bureau"
    change_record(PARTICIPANTS, grace, by=devt_officer, seen=grace.version)
    written_long_ago(Participant)
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
    written_long_ago(Trainer)

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
    written_long_ago(Participant)

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


def test_two_of_one_meeting_both_leave(plan: Plan, kenya: Member) -> None:
    first = SponsorshipFactory.create(plan=plan, member=kenya, person="Grace One", why="She leads.")
    SponsorshipFactory.create(plan=plan, member=kenya, committee=first.committee, person="Grace Two")
    written_long_ago(Sponsorship)

    assert services.anonymise_overdue(TODAY) == 2

    assert {each.person for each in Sponsorship.objects.all()} == {ANONYMOUS}
    assert not named_like("Grace")


def test_one_that_cannot_be_done_stops_no_other(
    grace: Participant, plan: Plan, kenya: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    SponsorshipFactory.create(plan=plan, member=kenya, person="Grace One")
    written_long_ago(Sponsorship)
    monkeypatch.setattr(services, "forget_person", Mock(side_effect=IntegrityError))

    assert services.anonymise_overdue(TODAY) == 1

    grace.refresh_from_db()
    assert grace.name == NAME


def test_it_is_the_last_day_that_counts(plan: Plan, kenya: Member) -> None:
    MissionFactory.create(plan=plan, member=kenya, expert=NAME, starts_on="2013", ends_on="2016-11")
    written_long_ago(Mission)

    assert services.anonymise_overdue(TODAY) == 0
    assert services.anonymise_overdue(TODAY.replace(year=2020)) == 1


def test_what_was_written_lately_waits(grace: Participant) -> None:
    """Somebody works on it, or takes an import back."""
    Participant.objects.update(present=False)

    assert services.anonymise_overdue(portal_day()) == 0


def test_an_address_without_a_name_leaves_too(plan: Plan, kenya: Member) -> None:
    sent = SponsorshipFactory.create(plan=plan, member=kenya, email=EMAIL)
    written_long_ago(Sponsorship)

    assert services.anonymise_overdue(TODAY) == 1

    sent.refresh_from_db()
    assert (sent.person, sent.email) == ("", "")


def test_who_helped_a_trainer_leaves_as_well(plan: Plan, kenya: Member, devt_officer: User) -> None:
    trainer = TrainerFactory.create(plan=plan, member=kenya)
    Mentoring.objects.create(trainer=trainer, mentor=NAME, starts_on=TODAY)

    assert services.erase(NAME, [trainer.code], by=devt_officer, reason="She asked for it.") == 1

    assert "canary" not in everything(Mentoring).lower()


def test_what_an_import_keeps_of_it_leaves_as_well(grace: Participant, devt_officer: User) -> None:
    of = Import.objects.create(importer="participants", by=devt_officer)
    kept = {"name": NAME, "email": EMAIL, "search_text": NAME.lower()}
    ImportedRecord.objects.create(of=of, model="events.Participant", object_pk=str(grace.pk), after=kept)
    statement = {"changes": [{"new": NAME}], "problems": [], "matches": [], "number_of_changes": 1}
    Import.objects.update(statement=statement, created_at=dt.datetime(2013, 6, 1, tzinfo=dt.UTC))

    services.anonymise_overdue(TODAY)

    assert "canary" not in everything(ImportedRecord).lower()
    assert "canary" not in everything(Import).lower()
    assert Import.objects.get().statement["number_of_changes"] == 1


def undone(grace: Participant, by: User) -> None:
    """The list was imported, and the import taken back: nobody is on record, but for what was kept."""
    kept = {"name": NAME, "email": EMAIL, "search_text": NAME.lower()}
    of = Import.objects.create(importer="participants", by=by)
    Import.objects.update(created_at=dt.datetime(2013, 6, 1, tzinfo=dt.UTC))
    for row in (grace, grace.person):
        ImportedRecord.objects.create(of=of, model=row._meta.label, object_pk=str(row.pk), after=kept)
    Participant.objects.all().delete()
    Person.objects.all().delete()


def test_what_was_imported_and_taken_back_is_forgotten_in_time(
    grace: Participant, devt_officer: User
) -> None:
    undone(grace, devt_officer)
    written_long_ago(Participant, Person)

    services.anonymise_overdue(TODAY)

    for model in (Participant, Person, ImportedRecord):
        assert "canary" not in everything(model).lower()


@pytest.mark.parametrize("words", [NAME, EMAIL])
def test_what_was_imported_and_taken_back_is_forgotten_on_request(
    grace: Participant, plan: Plan, kenya: Member, devt_officer: User, words: str
) -> None:
    sent = SponsorshipFactory.create(plan=plan, member=kenya, person=NAME, email=EMAIL)
    undone(grace, devt_officer)

    services.erase(words, [sent.code], by=devt_officer, reason="She asked for it.")

    for model in (Participant, Person, ImportedRecord, Sponsorship):
        assert "canary" not in everything(model).lower()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_those_who_are_found(
    plan: Plan, kenya: Member, devt_officer: User, rows: int, django_assert_num_queries: Any
) -> None:
    TrainerFactory.create_batch(rows, plan=plan, member=kenya, person=NAME)
    for trainer in Trainer.objects.all():
        Mentoring.objects.create(trainer=trainer, mentor=NAME, starts_on=TODAY)

    with django_assert_num_queries(QUERIES):
        found = named_like(NAME)
        assert [str(each.record.member) for each in found] == [str(kenya)] * 2 * rows


def test_what_a_row_was_is_forgotten_though_it_is_gone_or_emptied_by_hand(
    plan: Plan, kenya: Member, grace: Participant
) -> None:
    mission = MissionFactory.create(plan=plan, member=kenya, expert=NAME)
    Mission.objects.update(expert="")
    Participant.objects.all().delete()
    Person.objects.all().delete()
    written_long_ago(Mission, Participant, Person)
    assert mission.expert in everything(Mission)

    services.anonymise_overdue(TODAY)

    for model in (Mission, Participant, Person):
        assert "canary" not in everything(model).lower()


def test_nobody_is_put_on_a_list_again_whose_name_has_left_it(
    grace: Participant, kenya: Member, devt_officer: User
) -> None:
    """Neither those who were selected, nor from the file of the time."""
    NominationFactory.create_batch(2, event=grace.event, member=kenya, state="selected")
    Nomination.objects.update(name=ANONYMOUS, email="")
    services.anonymise_overdue(TODAY)
    assert not_listed(grace.event) == []
    file = Source("list.csv", f"event,name,member\n{grace.event.code},{NAME},KE\n".encode())

    with pytest.raises(LoadingError, match="Names have left the list"):
        load(PARTICIPANTS, Request({FILE: file}, devt_officer), dry_run=False)


def test_devt_takes_a_person_out_of_all_records(
    client: Client, grace: Participant, plan: Plan, kenya: Member, devt_officer: User
) -> None:
    """By name in any order, or by address; of a name nothing is ticked beforehand."""
    sent = SponsorshipFactory.create(plan=plan, member=kenya, person=NAME.upper(), email=EMAIL)
    namesake = SponsorshipFactory.create(plan=plan, person=NAME)
    client.force_login(devt_officer)
    address = f"{reverse('privacy:people')}?q=grace+canarywanjiku"
    page = client.get(address)
    assert all(each.code in page.text for each in (grace, sent, namesake))
    assert page.context["form"]["records"].initial == []
    assert [each.record for each in named_like("CANARYWANJIKU,  grace")] == [grace, sent, namesake]
    sure = client.get(f"{reverse('privacy:people')}?q={EMAIL}").context["form"]["records"].initial
    assert sure == [grace.code, sent.code]
    refused = client.post(address, {"records": [grace.code, sent.code], "reason": ""})
    assert refused.status_code == 200

    done = client.post(address, {"records": [grace.code, sent.code], "reason": "She asked for it."})

    assert done.status_code == 302
    assert [each.record for each in named_like(NAME)] == [namesake]
    assert EMAIL not in everything(Sponsorship)
    assert list(finder(PARTICIPANTS)(devt_officer, ["canarywanjiku"])) == []


def test_others_take_nobody_out(grace: Participant, nsb_officer: User, devt_officer: User) -> None:
    with pytest.raises(PermissionDenied):
        services.erase(NAME, [grace.code], by=nsb_officer, reason="Why not?")
    with pytest.raises(ValidationError, match="Choose"):
        services.erase(NAME, ["PT-2013-999"], by=devt_officer, reason="She asked for it.")


NO_PERSONS = {
    *("code", "title", "place", "subject", "reference", "currency", "state", "ticket", "cancelled_because"),
    *("standard", "host_name", "other_partners", "sought", "edition", "about", "audience", "other_makers"),
    *(
        "other_parties",
        "giver",
        "what",
        "contest",
        "institution",
        "prize",
        "stakeholder",
        "message",
        "benefit",
    ),
    *(
        "to_whom",
        "why",
        "earmark",
        "seen_elsewhere",
        "other_assistance",
        "selected_by",
        "used_for",
        "shown_by",
    ),
    *("other_event", "goals", "result", "text", "paid_by", "address", "organization", "search_text"),
    *("call_answer", "institution_level", "wanted"),
}
"""Short texts in which nobody is named; one that is new is looked at here, or told to be personal."""


def test_every_short_text_is_told_to_name_people_or_not() -> None:
    tables = [
        (model, personal)
        for register in REGISTERS.values()
        for model, personal in (
            (register.model, register.personal),
            *((inline.model, inline.personal) for inline in register.inlines),
        )
    ]
    untold = {
        f"{model.__name__}.{field.name}"
        for model, personal in tables
        for field in model._meta.fields
        if isinstance(field, CharField) and not isinstance(field, (PartialDateField, RecordCodeField))
        if not field.choices and field.name not in {*personal, *NO_PERSONS}
    }

    assert untold == set()
    assert all(place.columns for place in places())


def test_a_part_of_a_name_takes_nobody_else_out_of_what_was(
    grace: Participant, plan: Plan, kenya: Member, devt_officer: User
) -> None:
    """Of what is gone nobody chooses; it forgets whoever is named as was looked for, and no other."""
    other = MissionFactory.create(plan=plan, member=kenya, expert="Graceline Canarymwangi")
    Mission.objects.filter(pk=other.pk).delete()

    services.erase("grace", [grace.code], by=devt_officer, reason="She asked for it.")

    assert "Graceline Canarymwangi" in everything(Mission)
    assert "Canarywanjiku" not in everything(Participant)
