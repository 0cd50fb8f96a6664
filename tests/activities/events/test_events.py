"""Events: what cannot be, how they come to be held, nominations and who takes part."""

import datetime as dt
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.events.enums import EventState, NominationState
from activities.events.matching import Index, name_key
from activities.events.models import Event, Headcount, Nomination, Participant, Person, Session
from activities.events.nominations import NOMINATIONS
from activities.events.participants import PARTICIPANTS
from activities.events.register import EVENTS
from activities.events.services import take_over_selected
from kernel.days import portal_day
from kernel.registers import services
from kernel.registers.calendar import year_of_records
from kernel.workflow import IllegalMove
from members.models import Member, User
from tests.factories.activities import ActivityFactory
from tests.factories.events import (
    EventFactory,
    HeadcountFactory,
    NominationFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.factories.members import DevelopingMemberFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory, PlanFactory

FAR = dt.date(2999, 1, 1)


@pytest.fixture
def event(kenya: Member) -> Event:
    return EventFactory.create(member=kenya, code="EV-2013-001", participants=30, answer_by=FAR)


def problems_of(**values: Any) -> set[str]:
    event = EventFactory.build(**{"plan": PlanFactory.create(), "code": "EV-2013-001"} | values)
    try:
        event.full_clean(exclude=["state"])
    except ValidationError as refused:
        return set(refused.message_dict)
    return set()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"starts_on": "2013-09-16", "ends_on": "2013-09-15"}, {"ends_on"}),
        ({"starts_on": "2013-09-16", "ends_on": "2013-09"}, set()),
        ({"starts_on": "2013-09", "ends_on": "2013-08-31"}, {"ends_on"}),
        ({"starts_on": "", "ends_on": "2013"}, {"starts_on"}),
        ({"starts_on": ""}, {"starts_on"}),
        ({"starts_on": "", "is_incomplete": True}, set()),
        ({"participants": 10, "women": 11}, {"women"}),
        ({"participants": 10, "completed": 11}, {"completed"}),
        ({"participants": 10, "women": 10, "completed": 10}, set()),
        ({"participants": 10, "women": 11, "qualifier": "over"}, {"women"}),
        ({"women": 11}, set()),
    ],
)
def test_what_an_event_cannot_be(db: None, values: dict[str, Any], refused: set[str]) -> None:
    assert problems_of(**values) == refused


def test_more_completed_than_counted_is_refused(event: Event, kenya: Member) -> None:
    row = Headcount(event=event, from_member=kenya, number=3, completed=4)

    with pytest.raises(ValidationError, match="more than the 3 participants"):
        row.full_clean()


def test_rows_of_an_event_go_with_it(event: Event, kenya: Member) -> None:
    event.starts_on, event.ends_on = "2013-05-04", "2013-05-08"
    rows = [
        (Session(event=event, title="Late", day="2013-06-09"), "day"),
        (Session(event=event, title="Early", day="2013-04"), "day"),
        (Headcount(event=event, from_member=kenya, number=31), "number"),
    ]

    for row, field in rows:
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert list(refused.value.message_dict) == [field]
    for day in ("", "2013", "2013-05", "2013-05-08"):
        Session(event=event, title="Fits", day=day).full_clean()


def test_what_has_not_begun_was_not_held(kenya: Member, devt_officer: User) -> None:
    event = EventFactory.create(member=kenya, starts_on="2999-05-04")

    with pytest.raises(IllegalMove, match="4 May 2999"):
        services.move_record(EVENTS, event, "hold", by=devt_officer)


def test_what_devt_holds_in_a_year_of_the_plan_has_an_activity(devt_officer: User) -> None:
    plan = PlanFactory.create()
    activity = ActivityFactory.create(output=OutputFactory.create(plan=plan))
    event = EventFactory.build(plan=plan, code="")

    with pytest.raises(ValidationError, match="under which activity"):
        services.add_record(EVENTS, event, by=devt_officer, also=services.Written({"activities": []}))
    services.add_record(EVENTS, event, by=devt_officer, also=services.Written({"activities": [activity]}))

    assert event.pk


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"starts_on": "2013-06-20"}, EventState.HELD),
        ({"starts_on": "2013"}, EventState.HELD),
        ({"starts_on": "2998-06"}, EventState.PLANNED),
        ({"starts_on": "2013", "qualifier": "expected"}, EventState.PLANNED),
        ({"starts_on": "", "is_incomplete": True}, EventState.PLANNED),
    ],
)
def test_what_is_over_when_it_is_entered_was_held(db: None, values: dict[str, Any], state: str) -> None:
    assert EventFactory.create(**values).state == state


def test_the_way_of_an_event(kenya: Member, devt_officer: User, nsb_editor: User) -> None:
    event = EventFactory.create(member=kenya, starts_on="2013", qualifier="expected")
    for name, by, reason in (
        ("put_off", nsb_editor, "The hall is closed."),
        ("hold", devt_officer, ""),
        ("plan_again", devt_officer, "It was another one."),
    ):
        services.move_record(EVENTS, event, name, by=by, reason=reason)

    event.refresh_from_db()
    assert event.state == EventState.PLANNED
    assert [each.target for each in event.transitions.order_by("pk")] == ["moved", "held", "planned"]


def test_another_member_changes_nothing_of_it(event: Event, other_nsb_editor: User) -> None:
    event.title = "Mine"

    with pytest.raises(PermissionDenied):
        services.change_record(EVENTS, event, by=other_nsb_editor, seen=1)


def test_a_member_adds_no_event_of_devt(nsb_editor: User) -> None:
    with pytest.raises(PermissionDenied):
        services.add_record(EVENTS, EventFactory.build(plan=PlanFactory.create(), code=""), by=nsb_editor)


def test_those_invited_are_party_to_it_once(nsb_viewer: User, kenya: Member, ghana: Member) -> None:
    event = EventFactory.create(member=None, host=kenya)
    event.invited.set([kenya, ghana])

    assert [*Event.objects.whole_to(nsb_viewer)] == [event]


@pytest.mark.parametrize(
    ("values", "waits"),
    [
        ({"participants": 3, "reported_on": dt.date(2013, 7, 1)}, "nothing"),
        ({"participants": 3}, "the organizer's report"),
        ({"reported_on": dt.date(2013, 7, 1)}, "how many came"),
        ({"qualifier": "expected", "reported_on": dt.date(2013, 7, 1)}, "whether it was held"),
        ({"is_incomplete": True}, "nothing"),
        ({"starts_on": "2998"}, "nothing"),
    ],
)
def test_what_its_organizer_still_owes(db: None, values: dict[str, Any], waits: str) -> None:
    assert EventFactory.create(**values).waits_for == waits


def test_a_report_is_due_thirty_days_after_the_end(db: None) -> None:
    assert EventFactory.build(starts_on="2013-06-20", ends_on="2013-06-22").report_due_on == dt.date(
        2013, 7, 22
    )


def test_the_calendar_tells_months_and_what_has_none(event: Event, devt_officer: User) -> None:
    EventFactory.create(plan=event.plan, starts_on="2013")
    EventFactory.create(plan=event.plan, starts_on="2014-02-01")

    year = year_of_records(EVENTS, devt_officer, 2013)

    assert [(month.month, [entry.record for entry in entries]) for month, entries in year.months] == [
        (6, [event])
    ]
    assert len(year.without_month) == 1
    assert year.years == [2013, 2014]


def test_totals_say_at_least_where_some_are_not_known(
    client: Client, event: Event, devt_officer: User
) -> None:
    EventFactory.create(plan=event.plan)
    client.force_login(devt_officer)

    total = client.get(reverse(EVENTS.address("list"))).context["listing"].totals["participants"]

    assert (total.value, total.given, total.rows) == (30, 1, 2)


def test_totals_add_up_what_took_place(client: Client, event: Event, devt_officer: User) -> None:
    EventFactory.create(plan=event.plan, participants=7, starts_on="2998")
    EventFactory.create(plan=event.plan, participants=8, qualifier="expected")
    EventFactory.create(plan=event.plan, participants=9, is_incomplete=True)
    client.force_login(devt_officer)

    page = client.get(reverse(EVENTS.address("list")))

    total = page.context["listing"].totals["participants"]
    assert (total.value, total.given, total.rows) == (30, 1, 1)
    assert "of what was held" in page.text


# ---- people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Achieng Otieno", "OTIENO, Achieng"),
        ("Achieng Otieno", "A. Otieno"),
        ("José Peña", "Jose Pena"),
    ],
)
def test_names_that_are_written_in_several_ways(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_who_is_known(kenya: Member, ghana: Member) -> None:
    with_email = PersonFactory.create(name="Grace Wanjiru", email="grace@example.org", member=kenya)
    without = PersonFactory.create(name="Peter Mwangi", member=kenya)
    twins = [PersonFactory.create(name=name, member=kenya) for name in ("John Doe", "Jane Doe")]
    index: Index[Person] = Index([with_email, without, *twins])

    def find(name: str, email: str = "", member: Member = kenya) -> Person | None:
        return index.find(Person(name=name, email=email, member=member))

    assert find("Somebody Else", "GRACE@example.org") == with_email
    assert find("G. Wanjiru") == with_email
    assert find("Mwangi, P.", "peter@example.org") == without
    assert find("Grace Wanjiru", "another@example.org") is None
    assert find("Peter Mwangi", member=ghana) is None
    assert find("J. Doe") is None
    assert find("Nobody Known") is None
    assert find("Jane Doe") == twins[1]
    assert find("Judith Doe") is None
    assert find("Paul Mwangi") is None


def test_a_person_comes_to_an_event_once(event: Event, kenya: Member, devt_officer: User) -> None:
    values = {"event": event, "name": "Grace Wanjiru", "email": "grace@example.org", "member": kenya}
    first = services.add_record(PARTICIPANTS, Participant(**values), by=devt_officer)

    with pytest.raises(ValidationError, match="list already"):
        services.add_record(PARTICIPANTS, Participant(**values | {"name": "G. Wanjiru"}), by=devt_officer)
    other = Participant(**values | {"event": EventFactory.create(plan=event.plan)})
    services.add_record(PARTICIPANTS, other, by=devt_officer)

    assert other.person == first.person
    assert Person.objects.count() == 1


def test_nobody_completes_what_they_were_not_at(event: Event, kenya: Member, devt_officer: User) -> None:
    absent = Participant(event=event, name="Grace", member=kenya, present=False, completed=True)

    with pytest.raises(ValidationError, match="not present at"):
        services.add_record(PARTICIPANTS, absent, by=devt_officer)


def test_a_cancelled_event_takes_nobody(event: Event, kenya: Member, devt_officer: User) -> None:
    services.cancel_record(EVENTS, event, by=devt_officer, reason="No funds.", now=timezone.now())
    event.refresh_from_db()
    for register in (PARTICIPANTS, NOMINATIONS):
        person = register.model(event=event, name="Grace", member=kenya)
        with pytest.raises(ValidationError, match="was cancelled"):
            services.add_record(register, person, by=devt_officer)


def test_a_member_lists_its_own_people_at_its_own_events(
    event: Event, kenya: Member, ghana: Member, nsb_editor: User
) -> None:
    elsewhere = EventFactory.create(plan=event.plan, member=ghana)
    for at, member in ((elsewhere, kenya), (event, ghana), (event, None)):
        with pytest.raises(PermissionDenied):
            services.add_record(
                PARTICIPANTS, Participant(event=at, name="Grace", member=member), by=nsb_editor
            )


# ---- nominations


def test_a_nomination_after_its_day_is_refused(event: Event, kenya: Member, nsb_editor: User) -> None:
    event.answer_by = portal_day() - dt.timedelta(days=1)
    event.save()

    with pytest.raises(ValidationError, match="ended on"):
        services.add_record(NOMINATIONS, Nomination(event=event, name="Grace", member=kenya), by=nsb_editor)


@pytest.mark.parametrize("case", ["no day", "not invited", "no member"])
def test_what_takes_no_nomination(event: Event, kenya: Member, devt_officer: User, case: str) -> None:
    if case == "no day":
        event.answer_by = None
        event.save()
    elif case == "not invited":
        event.invited.set([DevelopingMemberFactory.create()])
    nomination = Nomination(event=event, name="Grace", member=None if case == "no member" else kenya)

    with pytest.raises(ValidationError):
        services.add_record(NOMINATIONS, nomination, by=devt_officer)


def test_devt_selects_and_puts_the_selected_on_the_list(
    client: Client, event: Event, kenya: Member, devt_officer: User, nsb_editor: User
) -> None:
    names = ("Grace Wanjiru", "Peter Mwangi", "Amina Said")
    people = [Nomination(event=event, name=name, member=kenya) for name in names]
    for each in people:
        services.add_record(NOMINATIONS, each, by=nsb_editor)
    for each, name in zip(people, ("choose", "let_wait", "turn_down"), strict=True):
        with pytest.raises(PermissionDenied):
            services.move_record(NOMINATIONS, each, name, by=nsb_editor, reason="Why not?")
        services.move_record(NOMINATIONS, each, name, by=devt_officer, reason="For balance.")

    assert [*Nomination.objects.order_by("pk").values_list("state", flat=True)] == [
        NominationState.SELECTED,
        NominationState.WAITING,
        NominationState.TURNED_DOWN,
    ]
    client.force_login(devt_officer)
    page = client.get(event.get_absolute_url()).content.decode()
    assert "Put the selected on the list" in page
    assert client.post(reverse(EVENTS.address("take_over"), args=[event.code])).status_code == 302
    assert Participant.objects.get().name == "Grace Wanjiru"
    assert take_over_selected(event, by=devt_officer).added == 0


def test_who_cannot_be_on_the_list_is_told_and_the_others_are_on_it(
    client: Client, event: Event, kenya: Member, devt_officer: User
) -> None:
    """A letter and a name that begins with it may be one person, where no e-mail tells them apart."""
    for name in ("Anna Otieno", "A. Otieno", "Ben Kamau"):
        nomination = NominationFactory.create(event=event, member=kenya, name=name, email="")
        services.move_record(NOMINATIONS, nomination, "choose", by=devt_officer)
    client.force_login(devt_officer)

    page = client.post(reverse("registers_events:take_over", args=[event.code]), follow=True)

    assert Participant.objects.filter(event=event).count() == 2
    assert "Otieno: This person is on the event" in page.text.replace("&#x27;", "'")


def test_another_event_asks_a_nomination_anew(kenya: Member, ghana: Member, nsb_editor: User) -> None:
    open_to_all = EventFactory.create(answer_by=FAR)
    closed = EventFactory.create(plan=open_to_all.plan, answer_by=FAR)
    closed.invited.add(ghana)
    nomination = NominationFactory.create(event=open_to_all, member=kenya)
    nomination.event = closed

    with pytest.raises(ValidationError, match="not among those"):
        services.change_record(NOMINATIONS, nomination, by=nsb_editor, seen=nomination.version)


def test_two_members_may_nominate_by_one_address(event: Event, kenya: Member, ghana: Member) -> None:
    """Neither learns of the other's."""
    for member in (kenya, ghana):
        NominationFactory.create(event=event, member=member, email="info@example.org")

    with pytest.raises(ValidationError, match="nominated for the event before"):
        NominationFactory.build(
            event=event, member=ghana, email="Info@example.org", code="NM-2013-900"
        ).full_clean(exclude={"state"})


def test_events_of_others_people_are_not_offered_in_filters(
    client: Client, event: Event, kenya: Member, ghana: Member, nsb_editor: User
) -> None:
    other = EventFactory.create(plan=event.plan, code="EV-2013-777", answer_by=FAR)
    NominationFactory.create(event=event, member=kenya)
    NominationFactory.create(event=other, member=ghana)
    client.force_login(nsb_editor)

    page = client.get(reverse(NOMINATIONS.address("list")))

    assert "EV-2013-777" not in page.text
    assert event.code in page.text


def test_a_member_reads_no_history_of_while_it_was_anothers(
    client: Client, event: Event, kenya: Member, ghana: Member, nsb_editor: User, devt_officer: User
) -> None:
    someone = Participant(event=event, member=ghana, name="Kofi Annor", email="kofi@example.org")
    services.add_record(PARTICIPANTS, someone, by=devt_officer)
    someone.name, someone.email, someone.member = "Grace Wanjiru", "grace@example.org", kenya
    services.change_record(PARTICIPANTS, someone, by=devt_officer, seen=someone.version)
    someone.organization = "KEBS laboratories"
    services.change_record(PARTICIPANTS, someone, by=devt_officer, seen=someone.version)

    read = {}
    for person in (nsb_editor, devt_officer):
        client.force_login(person)
        read[person] = client.get(someone.get_absolute_url()).text

    assert "Kofi" in read[devt_officer]
    assert "KEBS laboratories" in read[nsb_editor]
    assert "Kofi" not in read[nsb_editor]
    assert "kofi@" not in read[nsb_editor]


def test_who_saves_the_same_at_the_same_moment_is_told(
    event: Event, kenya: Member, devt_officer: User
) -> None:
    """Both looked before either wrote: what looks is left out here."""
    first, second, third = (
        Nomination(event=event, member=kenya, name="Grace Wanjiru", email="grace@example.org")
        for _each in range(3)
    )
    services.add_record(NOMINATIONS, first, by=devt_officer)
    with patch.object(Nomination, "full_clean"), pytest.raises(ValidationError, match="at this moment"):
        services.add_record(NOMINATIONS, second, by=devt_officer)
    services.cancel_record(NOMINATIONS, first, by=devt_officer, reason="Twice.", now=timezone.now())
    services.add_record(NOMINATIONS, third, by=devt_officer)
    with patch.object(Nomination, "full_clean"), pytest.raises(ValidationError, match="at this moment"):
        services.restore_record(NOMINATIONS, first, by=devt_officer)

    assert list(Nomination.objects.standing()) == [third]


def test_who_may_nominate_finds_the_way_on_the_events_page(
    client: Client, kenya: Member, nsb_editor: User, nsb_viewer: User, donor: User
) -> None:
    """Of an event that asks every member, of which no more is told to them."""
    event = EventFactory.create(answer_by=FAR, code="EV-2013-005", participants=7)
    HeadcountFactory.create(event=event, from_member=None, number=6913)
    found = {}
    for person in (nsb_editor, nsb_viewer, donor):
        client.force_login(person)
        found[person] = client.get(event.get_absolute_url()).text

    link = f"{reverse(NOMINATIONS.address('add'))}?event={event.code}"
    assert [link in found[person] for person in (nsb_editor, nsb_viewer, donor)] == [True, False, False]
    assert not any("6913" in page or "Nobody is listed" in page for page in found.values())


def test_a_name_that_becomes_longer_is_kept(event: Event, kenya: Member, devt_officer: User) -> None:
    someone = Participant(event=event, member=kenya, name="ß" * 150)

    assert services.add_record(PARTICIPANTS, someone, by=devt_officer).pk


def test_turning_down_asks_why(event: Event, kenya: Member, devt_officer: User) -> None:
    nomination = NominationFactory.create(event=event, member=kenya)

    with pytest.raises(ValidationError, match="Say why"):
        services.move_record(NOMINATIONS, nomination, "turn_down", by=devt_officer)


def test_the_address_fills_in_the_event(client: Client, event: Event, devt_officer: User) -> None:
    client.force_login(devt_officer)
    address = reverse(NOMINATIONS.address("add"))

    assert client.get(f"{address}?event={event.code}").context["form"]["event"].value() == event.pk
    for wrong in ("0", event.pk, "x", "99999999999999999999"):
        assert client.get(f"{address}?event={wrong}").status_code == 400


def test_who_cancels_is_told_what_names_it(
    client: Client, event: Event, kenya: Member, ghana: Member, nsb_editor: User
) -> None:
    """As far as they see it: another member's nominations are not theirs to know."""
    NominationFactory.create(event=event, member=kenya)
    NominationFactory.create(event=event, member=ghana)
    need = NeedFactory.create(plan=event.plan, member=kenya)
    need.answers.create(record=event.code)
    client.force_login(nsb_editor)

    named = client.get(reverse(EVENTS.address("cancel"), args=[event.code])).context["named_by"]

    assert {register.key: count for register, count in named} == {"nominations": 1, "needs": 1}


def test_the_page_says_who_is_there_to_those_who_may_know(
    client: Client, event: Event, kenya: Member, ghana: Member, devt_officer: User, devco: User
) -> None:
    ParticipantFactory.create(event=event, member=kenya)
    ParticipantFactory.create(event=event, member=ghana)
    HeadcountFactory.create(event=event, from_member=kenya)

    client.force_login(devt_officer)
    assert "2 participants are listed by name" in client.get(event.get_absolute_url()).content.decode()
    client.force_login(devco)
    assert "listed by name" not in client.get(event.get_absolute_url()).content.decode()
