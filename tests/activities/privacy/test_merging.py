"""Two records of one person become one, and what pointed to the second points to the first."""

from collections.abc import Iterator
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from pghistory.core import event_models
from pytest_django import DjangoAssertNumQueries

from activities.events.matching import name_key
from activities.events.models import Participant, Person
from activities.events.participants import PARTICIPANTS
from activities.privacy import services
from activities.privacy.doubles import doubles
from activities.privacy.merging import merge
from activities.privacy.pairs import FIRST, SECOND, Pair
from activities.privacy.pointing import links
from kernel.joints import DATA_CHANGED
from kernel.registers.declaration import ANONYMOUS
from kernel.registers.services import ChangedMeanwhileError, change_record
from kernel.workflow import WorkflowError
from members.models import Member, User
from outputs.models import Plan
from tests.factories.events import EventFactory, NominationFactory, ParticipantFactory, PersonFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory

NAME, LONGER = "G. Canarywanjiku", "Grace Canarywanjiku"
EMAIL = "canary.grace@example.org"
BOTH = {"name": SECOND, "sure": "on"}
MERGING = 15
"""Queries of merging: locks, what is read of both, and what is written."""


def person(name: str, member: Member, **more: Any) -> Person:
    found: Person = PersonFactory.create(name=name, member=member, name_key=name_key(name), **more)
    return found


def at_an_event(someone: Person, **more: Any) -> Participant:
    event = more.pop("event", None) or EventFactory.create(plan=more.pop("plan"), member=None)
    listed: Participant = ParticipantFactory.create(
        event=event, member=someone.member, name=someone.name, email=someone.email, person=someone, **more
    )
    return listed


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.fixture
def first(kenya: Member) -> Person:
    return person(NAME, kenya, sex="female")


@pytest.fixture
def second(kenya: Member) -> Person:
    return person(LONGER, kenya, email=EMAIL)


def address(first: Person, second: Person) -> str:
    return reverse("privacy:merge", args=[first.pk, second.pk])


def digest(first: Person, second: Person) -> str:
    pair = Pair.of(first.pk, second.pk)
    assert pair
    return pair.digest


def merged(first: Person, second: Person, by: User, **chosen: str) -> Person:
    seen = digest(first, second)
    return merge(first.pk, second.pk, by=by, seen=seen, chosen={"name": FIRST} | chosen)


def told(page: Any) -> str:
    return " ".join(page.text.split())


class TestMerging:
    def test_all_rows_point_to_the_first_and_the_second_is_gone(
        self, client: Client, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        """What one leaves empty is taken from the other; where they differ, what was chosen."""
        rows = [at_an_event(each, plan=plan) for each in (first, second, second)]
        client.force_login(devt_officer)

        done = client.post(address(first, second), BOTH | {"seen": digest(first, second)}, follow=True)

        assert "Both are one record now." in done.text
        one = Person.objects.get()
        assert (one.pk, one.name, one.email, one.sex) == (first.pk, LONGER, EMAIL, "female")
        assert one.name_key == "canarywanjiku g"
        assert {row.person_id for row in Participant.objects.filter(pk__in=[row.pk for row in rows])} == {
            first.pk
        }

    def test_each_field_is_chosen_by_itself(
        self, plan: Plan, first: Person, second: Person, ghana: Member, devt_officer: User
    ) -> None:
        Person.objects.filter(pk=second.pk).update(sex="male", member=ghana)

        one = merged(first, second, devt_officer, name=SECOND, sex=FIRST, member=SECOND)

        one.refresh_from_db()
        assert (one.name, one.sex, one.member) == (LONGER, "female", ghana)

    def test_lists_go_on_naming_people_as_they_did(
        self, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        listed = at_an_event(second, plan=plan)

        merged(first, second, devt_officer)

        listed.refresh_from_db()
        assert (listed.name, listed.email) == (LONGER, EMAIL)

    def test_the_history_says_who_did_it_and_no_name(
        self, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        listed = at_an_event(second, plan=plan)

        merged(first, second, devt_officer)

        (context,) = pghistory.models.Context.objects.filter(metadata__action="events.merge")
        assert context.metadata == {
            "action": "events.merge",
            "user": devt_officer.pk,
            "reason": "",
            "kept": first.pk,
            "removed": second.pk,
        }
        for model, pk in ((Participant, listed.pk), (Person, first.pk), (Person, second.pk)):
            (events,) = event_models(tracks_model=model)
            assert events._default_manager.filter(pgh_obj_id=pk, pgh_context=context).count() == 1

    def test_who_had_a_moved_row_open_is_told(
        self, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        listed = at_an_event(second, plan=plan)

        merged(first, second, devt_officer)

        with pytest.raises(ChangedMeanwhileError):
            change_record(PARTICIPANTS, listed, by=devt_officer, seen=listed.version)
        assert Participant.objects.get(pk=listed.pk).person_id == first.pk

    def test_a_moved_row_tells_its_history(
        self, client: Client, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        listed = at_an_event(second, plan=plan)
        merged(first, second, devt_officer)
        client.force_login(devt_officer)

        assert client.get(listed.get_absolute_url()).status_code == 200

    def test_figures_of_the_years_are_stale(
        self,
        plan: Plan,
        first: Person,
        second: Person,
        devt_officer: User,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for day in ("2013-05-02", "2014-05-02"):
            at_an_event(second, event=EventFactory.create(plan=plan, member=None, starts_on=day))
        calls: list[Any] = []
        monkeypatch.setattr(DATA_CHANGED, "takers", [calls.append])

        merged(first, second, devt_officer)

        assert [(call.plan, call.years) for call in calls] == [(plan, [2013, 2014])]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_as_many_queries_for_many_rows(
        self,
        rows: int,
        plan: Plan,
        first: Person,
        second: Person,
        devt_officer: User,
        django_assert_num_queries: DjangoAssertNumQueries,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for _row in range(rows):
            at_an_event(second, plan=plan)
        monkeypatch.setattr(DATA_CHANGED, "takers", [])
        seen = digest(first, second)
        assert devt_officer.is_devt

        with django_assert_num_queries(MERGING):
            merge(first.pk, second.pk, by=devt_officer, seen=seen, chosen={"name": FIRST})

    def test_who_is_taken_out_later_is_taken_out_of_what_was_merged(
        self, plan: Plan, first: Person, second: Person, kenya: Member, devt_officer: User
    ) -> None:
        """The removed records' history holds other spellings, which nobody would look for."""
        listed = at_an_event(first, plan=plan)
        third = person("Gracia Canarynjoki", kenya)
        merged(second, third, devt_officer)
        merged(first, second, devt_officer)

        services.erase(NAME, [listed.code], by=devt_officer, reason="She asked for it.")

        (events,) = event_models(tracks_model=Person)
        rows = [*Person.objects.values(), *events._default_manager.values()]
        assert "canary" not in str(rows).lower()


class TestRefusals:
    def test_both_at_one_event(
        self, client: Client, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        """The event is named, and how it is mended; a record that was cancelled is in nobody's way."""
        event = EventFactory.create(plan=plan, member=None, title="Fair of standards")
        at_an_event(first, event=event)
        twice = at_an_event(second, event=event)
        client.force_login(devt_officer)

        page = client.get(address(first, second))
        sent = client.post(address(first, second), BOTH | {"seen": digest(first, second)})

        for answer in (page, sent):
            assert f"{event.code} Fair of standards. Open each list, cancel one" in told(answer)
            assert "Make them one" not in answer.text
        assert Person.objects.count() == 2
        Participant.objects.filter(pk=twice.pk).update(
            cancelled_at="2014-01-01T00:00Z", cancelled_because="Twice."
        )
        assert merged(first, second, devt_officer) == first

    def test_a_sample_and_a_real_person(
        self, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        at_an_event(first, plan=plan, is_sample=True)
        at_an_event(second, plan=plan)

        with pytest.raises(WorkflowError, match="demonstration"):
            merged(first, second, devt_officer)

        assert Person.objects.count() == 2
        assert doubles() == []

    def test_two_sample_people_are_merged(
        self, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        for each in (first, second):
            at_an_event(each, plan=plan, is_sample=True)

        assert merged(first, second, devt_officer) == first

    def test_a_record_that_changed_meanwhile(
        self, client: Client, first: Person, second: Person, ghana: Member, devt_officer: User
    ) -> None:
        """The page shows both anew, with nothing chosen; what was sent is not sent again unseen."""
        seen = digest(first, second)
        Person.objects.filter(pk=second.pk).update(member=ghana)
        client.force_login(devt_officer)

        page = client.post(address(first, second), BOTH | {"seen": seen})

        assert "not as this page showed them, so nothing was merged" in page.text
        assert Person.objects.count() == 2
        assert not page.context["form"].is_bound
        assert page.context["form"]["seen"].value() == digest(first, second)
        with pytest.raises(WorkflowError, match="nothing was merged"):
            merge(first.pk, second.pk, by=devt_officer, seen=seen, chosen={"name": FIRST, "member": FIRST})

    def test_two_do_it_at_once(
        self, client: Client, first: Person, second: Person, devt_officer: User
    ) -> None:
        """The second is told, on whichever way it comes."""
        seen = digest(first, second)
        client.force_login(devt_officer)
        client.post(address(first, second), BOTH | {"seen": seen})

        late = client.post(address(first, second), BOTH | {"seen": seen}, follow=True)

        assert "One of the two records is not there any more" in late.text
        assert client.get(address(first, second)).status_code == 404
        with pytest.raises(WorkflowError, match="not there any more"):
            merge(first.pk, second.pk, by=devt_officer, seen=seen, chosen={})

    def test_one_and_the_same_or_nobody(
        self, client: Client, first: Person, second: Person, devt_officer: User
    ) -> None:
        Person.objects.filter(pk=second.pk).update(name=ANONYMOUS, name_key="", email="")
        client.force_login(devt_officer)

        assert client.get(address(first, first)).status_code == 404
        assert client.get(address(first, second)).status_code == 404
        assert client.get(reverse("privacy:merge", args=[first.pk, 10**30])).status_code == 404
        with pytest.raises(WorkflowError, match="not there any more"):
            merge(first.pk, first.pk, by=devt_officer, seen="", chosen={})

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"name": FIRST},
            {"sure": "on"},
            {"name": "third", "sure": "on"},
            {"name": "\x00", "sure": "\x00"},
            {"name": [FIRST, "<script>"], "sure": "on"},
        ],
    )
    def test_what_is_missing_or_odd_merges_nobody(
        self, body: dict[str, Any], client: Client, first: Person, second: Person, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)
        for seen in ({"seen": digest(first, second)}, {"seen": "\x00é"}, {}):
            answer = client.post(address(first, second), body | seen)

            assert answer.status_code in {200, 400}
        assert Person.objects.count() == 2

    def test_a_field_without_a_choice(self, first: Person, second: Person, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="Choose for each field"):
            merged(first, second, devt_officer, name="")

    def test_others_merge_nobody(
        self, client: Client, first: Person, second: Person, nsb_officer: User
    ) -> None:
        client.force_login(nsb_officer)

        assert client.get(address(first, second)).status_code == 403
        assert client.get(reverse("privacy:doubles")).status_code == 403
        with pytest.raises(PermissionDenied):
            merged(first, second, nsb_officer)


class TestPage:
    def test_a_choice_only_where_they_differ(
        self, client: Client, plan: Plan, first: Person, second: Person, devt_officer: User
    ) -> None:
        at_an_event(first, plan=plan, organization="Bureau of Canaries")
        NominationFactory.create(event__plan=plan, member=second.member, email=EMAIL)
        client.force_login(devt_officer)

        page = client.get(address(first, second))

        assert list(page.context["form"].fields) == ["seen", "name", "sure"]
        assert page.context["form"]["name"].initial is None
        assert page.context["pair"].counted == [("participants", 1, 0)]
        assert page.context["pair"].nominated == (0, 1)
        assert "Bureau of Canaries" in page.text
        assert "This cannot be undone" in page.text

    @pytest.mark.parametrize("rows", [1, 3])
    def test_as_many_queries_for_many_rows(
        self,
        rows: int,
        client: Client,
        plan: Plan,
        first: Person,
        second: Person,
        devt_officer: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _row in range(rows):
            at_an_event(second, plan=plan)
        client.force_login(devt_officer)
        client.get(address(first, second))

        with django_assert_num_queries(10):
            client.get(address(first, second))


class TestDoubles:
    def test_what_is_alike_is_said(self, plan: Plan, kenya: Member, ghana: Member) -> None:
        one = person("Joseph Mwangi", kenya)
        short = person("MWANGI, J.", kenya)
        person("Jane Mwangi", ghana)
        ali, aly = person("Fatuma Ali", kenya), person("Aly, Fatma", ghana)
        ama, owusu = person("Ama Mensah", ghana, email="ama@example.org"), person("Ama Owusu", ghana)
        at_an_event(owusu, plan=plan)
        Participant.objects.update(email="ama@example.org")

        found = [(each.first, each.second, str(each.why)) for each in doubles()]

        assert found == [
            (ama.pk, owusu.pk, "same e-mail address"),
            (one.pk, short.pk, "same member, same surname and initial"),
            (ali.pk, aly.pk, "similar name"),
        ]

    def test_another_given_name_is_another_person(self, kenya: Member) -> None:
        person("Joseph Mwangi", kenya)
        person("Jane Mwangi", kenya)

        assert doubles() == []

    def test_an_address_of_an_office_tells_nothing(self, plan: Plan, kenya: Member) -> None:
        for name in ("Ama Mensah", "Kofi Owusu", "Peter Otieno", "Jane Mwangi"):
            at_an_event(person(name, kenya), plan=plan)
        Participant.objects.update(email="office@example.org")

        assert doubles() == []

    @pytest.mark.parametrize("people", [1, 3])
    def test_as_many_queries_for_many_people(
        self,
        people: int,
        client: Client,
        devt_officer: User,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(people):
            member = DevelopingMemberFactory.create()
            for name in (f"Joseph Mwangi{'xyz'[number]}o", f"J. Mwangi{'xyz'[number]}o"):
                person(name, member)
        client.force_login(devt_officer)
        client.get(reverse("privacy:doubles"))

        with django_assert_num_queries(6):
            page = client.get(reverse("privacy:doubles"))

        assert len(page.context["likely"]) == people

    def test_two_are_chosen_of_those_found(
        self, client: Client, plan: Plan, first: Person, second: Person, kenya: Member, devt_officer: User
    ) -> None:
        """By their names, or by those that lists gave them; the address of the page names nobody."""
        other = person("Amina Otieno", kenya)
        at_an_event(other, plan=plan)
        Participant.objects.update(name="Amina Canarywanjiku")
        client.force_login(devt_officer)
        start = f"{reverse('privacy:doubles')}?q=canarywanjiku"

        page = client.get(start)
        chosen = client.get(f"{start}&person={second.pk}&person={first.pk}")
        alone = client.get(f"{start}&person={first.pk}")
        unknown = client.get(f"{start}&person={first.pk}&person=999999")

        assert page.context["found"] == [other, first, second]
        assert chosen["Location"] == address(*sorted([first, second], key=lambda each: each.pk))
        assert "Tick two." in alone.text
        assert unknown.status_code == 200

    def test_nobody_is_found(self, client: Client, devt_officer: User) -> None:
        client.force_login(devt_officer)

        assert "No likely doubles were found" in client.get(reverse("privacy:doubles")).text
        assert "Nobody on record is called so" in client.get(f"{reverse('privacy:doubles')}?q=Xyz").text
        assert client.get(f"{reverse('privacy:doubles')}?q=,").status_code == 200


def test_no_link_to_people_is_forgotten() -> None:
    """Each column of each table that points to a person, but those of the history, is moved."""
    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model is Person
        and not issubclass(model, pghistory.models.Event)
    }

    assert {f"{link.model._meta.label}.{link.name}" for link in links()} == pointing
    assert "events.Participant.person" in pointing


@pytest.fixture
def badge(db: None) -> Iterator[Any]:
    """A room that comes later: it points to people from a table that is no register's."""

    class Badge(models.Model):
        person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
        color = models.CharField(max_length=10)
        friends = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "events"
            unique_together = [("person", "color")]

        def __str__(self) -> str:
            return self.color

    try:
        with connection.schema_editor() as editor:
            editor.create_model(Badge)
        yield Badge
    finally:
        for name in ("badge", "badge_friends"):
            del apps.all_models["events"][name]
        apps.clear_cache()


class TestAnotherRoom:
    def test_its_rows_are_moved_too(
        self, badge: Any, first: Person, second: Person, devt_officer: User
    ) -> None:
        one = badge.objects.create(person=second, color="red")
        one.friends.add(second)

        merged(first, second, devt_officer)

        one.refresh_from_db()
        assert one.person == first
        assert list(one.friends.all()) == [first]

    def test_what_is_there_once_refuses(
        self, badge: Any, first: Person, second: Person, devt_officer: User
    ) -> None:
        for each in (first, second):
            badge.objects.create(person=each, color="red")

        with pytest.raises(WorkflowError, match="badge"):
            merged(first, second, devt_officer)

        assert Person.objects.count() == 2
