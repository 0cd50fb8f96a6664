"""Feedback in the room: asked by a code, answered without an account, told as counts when nobody answers."""

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.events.models import Event
from activities.feedback import services
from activities.feedback.enums import CODE_LENGTH, LETTERS
from activities.feedback.models import Asking, Response
from activities.feedback.selectors import results_of
from kernel.days import portal_day
from members.models import Member, User
from tests.factories.events import EventFactory
from tests.factories.feedback import AskingFactory, ResponseFactory, answers, closed

DAY = dt.timedelta(days=1)


@pytest.fixture
def event(kenya: Member) -> Event:
    return EventFactory.create(member=kenya, title="Cocoa and quality", participants=34)


@pytest.fixture
def asking(event: Event) -> Asking:
    return AskingFactory.create(event=event, code="ABC234")


def sent(**said: object) -> dict[str, object]:
    return {"ticket": uuid.uuid4(), **said}


def test_it_is_asked_by_whoever_changes_the_event_and_once(
    event: Event, nsb_editor: User, other_nsb_editor: User
) -> None:
    until = portal_day() + DAY
    with pytest.raises(PermissionDenied):
        services.ask(event, until, by=other_nsb_editor, now=timezone.now())

    first = services.ask(event, until, by=nsb_editor, now=timezone.now())
    second = services.ask(event, until + DAY, by=nsb_editor, now=timezone.now())

    assert (second.pk, second.closes_on) == (first.pk, until)
    assert len(first.code) == CODE_LENGTH
    assert set(first.code) <= set(LETTERS)


@pytest.mark.parametrize("days", [-1, 61])
def test_days_on_which_nobody_could_answer_are_refused(event: Event, nsb_editor: User, days: int) -> None:
    with pytest.raises(ValidationError, match="from today on, 60 days after the event at most"):
        services.ask(event, portal_day() + days * DAY, by=nsb_editor, now=timezone.now())

    assert not Asking.objects.exists()


@pytest.mark.usefixtures("asking")
def test_somebody_answers_without_an_account(client: Client) -> None:
    entered = client.post(reverse("feedback:enter"), {"code": " abc 234"})
    page = client.get(entered["Location"])
    assert "Cocoa and quality" in page.text

    done = client.post(
        entered["Location"],
        sent(objective="5", useful="4", clear="", will_use="yes", otherwise="More time.\r\nLess speeches."),
    )

    assert done["Location"] == reverse("feedback:thanks", args=["ABC234"])
    [kept] = Response.objects.all()
    assert (kept.objective, kept.useful, kept.clear, kept.will_use) == (5, 4, None, "yes")
    assert (kept.way, kept.entered_by, kept.received_on) == ("room", None, portal_day())
    assert "your answer is kept" in client.get(done["Location"]).text.lower()


def test_a_form_that_is_sent_twice_is_one_answer(client: Client, asking: Asking) -> None:
    body = sent(useful="2")
    for _time in range(2):
        assert client.post(reverse("feedback:answer", args=[asking.code]), body).status_code == 302

    assert Response.objects.count() == 1


def test_an_empty_form_is_no_answer(client: Client, asking: Asking) -> None:
    page = client.post(reverse("feedback:answer", args=[asking.code]), sent(otherwise="  "))

    assert "Answer one question at least." in page.text
    assert not Response.objects.exists()
    with pytest.raises(IntegrityError, match="says_something"), transaction.atomic():
        ResponseFactory.create(asking=asking, useful=None)


@pytest.mark.parametrize(
    "said", [{"useful": "6"}, {"useful": "x"}, {"will_use": "maybe"}, {"otherwise": "x" * 2001}]
)
def test_what_cannot_be_is_told_at_its_place(client: Client, asking: Asking, said: dict[str, str]) -> None:
    page = client.post(reverse("feedback:answer", args=[asking.code]), sent(**said))

    assert list(page.context["form"].errors) == list(said)
    assert not Response.objects.exists()


def test_a_look_changes_nothing(client: Client, asking: Asking) -> None:
    client.get(reverse("feedback:answer", args=[asking.code]), {"useful": "5"})

    assert not Response.objects.exists()


def test_the_day_that_is_proposed_is_taken(client: Client, event: Event, nsb_editor: User) -> None:
    Event.objects.update(starts_on="2999", ends_on="2999", state="planned")
    client.force_login(nsb_editor)
    address = reverse("feedback:asking", args=[event.code])
    proposed = client.get(address).context["form"]["closes_on"].value()

    assert client.post(address, {"closes_on": proposed.isoformat()}).status_code == 302
    assert Asking.objects.get().closes_on == dt.date(2999, 12, 31) + 14 * DAY


def test_another_answer_by_the_same_form_is_another_ones(client: Client, asking: Asking) -> None:
    """On one telephone, after going back; each is kept once."""
    form = sent(useful="2")
    for said in ({}, {"useful": "5"}, {"useful": "5"}, {}):
        assert client.post(reverse("feedback:answer", args=[asking.code]), form | said).status_code == 302

    assert list(Response.objects.order_by("useful").values_list("useful", flat=True)) == [2, 5]


def test_one_form_at_two_events_is_two_answers(client: Client, asking: Asking) -> None:
    form, other = sent(useful="2"), AskingFactory.create(code="XYZ789")
    for code in (asking.code, other.code):
        assert client.post(reverse("feedback:answer", args=[code]), form).status_code == 302

    assert Response.objects.count() == 2


def test_a_tick_is_taken_back(client: Client, asking: Asking) -> None:
    client.post(reverse("feedback:answer", args=[asking.code]), sent(useful="", clear="3", will_use=""))

    [kept] = Response.objects.all()
    assert (kept.useful, kept.clear, kept.will_use) == (None, 3, "")


def test_a_full_remark_with_line_breaks_is_taken(client: Client, asking: Asking) -> None:
    client.post(reverse("feedback:answer", args=[asking.code]), sent(otherwise="x\r\n" * 999 + "xx"))

    assert Response.objects.get().otherwise == "x\n" * 999 + "xx"


def test_so_many_are_no_answers(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 3)
    answers(asking, 3)

    with pytest.raises(ValidationError, match="Too many"):
        services.answer(Response(asking=asking, useful=5))


def test_cancelling_the_event_opens_nothing_and_closes_nothing(
    client: Client, asking: Asking, nsb_editor: User
) -> None:
    """It can stand again, and people answer on."""
    answers(asking, 6, otherwise="Canary")
    cancelled(asking)
    client.force_login(nsb_editor)
    page = client.get(asking.get_absolute_url()).text
    assert "Canary" not in page
    assert asking.code not in page

    client.post(reverse("feedback:close", args=[asking.event.code]))
    assert "Canary" not in client.get(asking.get_absolute_url()).text
    Event.objects.update(cancelled_at=None, cancelled_because="")

    assert "Canary" not in client.get(asking.get_absolute_url()).text
    assert client.get(reverse("feedback:answer", args=[asking.code])).status_code == 200


def test_the_code_is_for_those_who_ask(
    client: Client, asking: Asking, nsb_editor: User, nsb_viewer: User, devco: User
) -> None:
    told = {}
    for user in (nsb_editor, nsb_viewer, devco):
        client.force_login(user)
        told[user] = asking.code in client.get(asking.get_absolute_url()).text

    assert told == {nsb_editor: True, nsb_viewer: False, devco: False}


def test_devt_takes_out_a_remark_that_names_somebody(
    client: Client, asking: Asking, devt_officer: User, nsb_editor: User
) -> None:
    answers(asking, 4)
    said = ResponseFactory.create(asking=asking, useful=None, otherwise="Canary\nwas late.")
    of_another = ResponseFactory.create(asking__event__title="Another", otherwise="Not of this event.")
    closed(asking)
    address = reverse("feedback:take_out", args=[asking.event.code])
    client.force_login(nsb_editor)
    assert client.post(address, {"remark": said.pk}).status_code == 403

    client.force_login(devt_officer)
    assert client.post(address, {"remark": of_another.pk}).status_code == 404
    assert client.post(address, {"remark": "x"}).status_code == 404
    page = client.post(address, {"remark": said.pk}, follow=True).text

    assert "Canary" not in page
    assert "[…]" in page
    assert asking.responses.count() == 5


def over(asking: Asking) -> None:
    Asking.objects.update(closes_on=portal_day() - DAY)


def cancelled(asking: Asking) -> None:
    Event.objects.update(cancelled_at=timezone.now(), cancelled_because="Flood.")


@pytest.mark.parametrize("end", [over, closed, cancelled])
def test_after_the_end_nothing_is_kept(client: Client, asking: Asking, end: object) -> None:
    page = client.get(reverse("feedback:answer", args=[asking.code]))
    body = sent(useful="5") | {"ticket": page.context["form"]["ticket"].value()}
    assert callable(end)
    end(asking)

    late = client.post(reverse("feedback:answer", args=[asking.code]), body)

    assert late.status_code == 404
    assert "Nothing was kept" in late.text
    with pytest.raises(ValidationError, match="over"):
        services.answer(Response(asking=asking, useful=5))
    assert not Response.objects.exists()


def test_whoever_guesses_codes_waits_and_who_knows_one_does_not(client: Client, asking: Asking) -> None:
    cache.clear()
    guessed = [client.post(reverse("feedback:enter"), {"code": f"GUESS{n}"}).status_code for n in range(31)]
    assert guessed == [200] * 30 + [429]

    assert client.get(reverse("feedback:answer", args=["WRONG2"])).status_code == 429
    assert client.get(reverse("feedback:answer", args=[asking.code])).status_code == 200
    cache.clear()


def test_a_sheet_is_typed_by_somebody_and_says_so(client: Client, asking: Asking, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    client.post(reverse("feedback:type", args=[asking.event.code]), sent(useful="3", way="sheet"))

    [kept] = Response.objects.all()
    assert (kept.way, kept.entered_by, kept.useful) == ("sheet", nsb_editor, 3)


def test_while_people_answer_nobody_reads_what_they_say(
    client: Client, asking: Asking, devt_officer: User
) -> None:
    answers(asking, 6, useful=1, otherwise="Canary")
    client.force_login(devt_officer)
    address = reverse("feedback:asking", args=[asking.event.code])

    page = client.get(address).text

    assert "6 answers." in page
    assert "Canary" not in page
    assert "no answer" not in page
    closed(asking)
    assert "Canary" in client.get(address).text


def test_counts_are_yes_no_and_no_answer(asking: Asking) -> None:
    answers(asking, 3, will_use="yes")
    answers(asking, 2, will_use="no", useful=5)
    answers(asking, 4)

    graded, yes_or_no = results_of(closed(asking)).tables
    [will_use] = yes_or_no.questions

    assert [list(question.counts) for question in (graded.questions[1], will_use)] == [
        [("not at all", 0), ("a little", 0), ("partly", 0), ("largely", 7), ("fully", 2)],
        [("yes", 3), ("no", 2)],
    ]
    assert (will_use.silent, will_use.is_told) == (4, True)


@pytest.mark.parametrize(("number", "is_told"), [(4, False), (5, True)])
def test_under_five_nothing_is_told(
    client: Client, asking: Asking, devt_officer: User, number: int, is_told: bool
) -> None:
    answers(asking, number, useful=2, otherwise="Canary")
    closed(asking)
    client.force_login(devt_officer)

    page = client.get(reverse("feedback:asking", args=[asking.event.code])).text

    assert ("Canary" in page, f'data-label="a little">{number}<' in page) == (is_told, is_told)


@pytest.mark.parametrize(
    ("in_room", "typed", "is_told"), [(1, 4, False), (4, 9, False), (5, 1, True), (0, 5, True)]
)
def test_whoever_typed_sheets_learns_nothing_of_the_few_who_answered_themselves(
    asking: Asking, nsb_editor: User, in_room: int, typed: int, is_told: bool
) -> None:
    answers(asking, in_room)
    answers(asking, typed, way="sheet", entered_by=nsb_editor)

    results = results_of(closed(asking))

    assert results.tables[0].questions[1].is_told is is_told
    assert results.are_remarks_told is is_told


def test_a_question_that_few_answered_is_not_told_though_others_are(asking: Asking) -> None:
    answers(asking, 5)
    answers(asking, 4, will_use="no")

    tables = results_of(closed(asking)).tables

    told = [question.is_told for table in tables for question in table.questions]
    assert told == [False, True, False, False]


def test_more_answers_than_persons_are_remarked_upon(
    client: Client, asking: Asking, devt_officer: User
) -> None:
    Event.objects.update(participants=4, women=None, completed=None)
    answers(asking, 5)
    closed(asking)
    client.force_login(devt_officer)

    assert "More answers than persons" in client.get(asking.get_absolute_url()).text


def test_closing_is_for_those_who_ask_and_for_good(
    client: Client, asking: Asking, nsb_editor: User, other_nsb_editor: User
) -> None:
    with pytest.raises(PermissionDenied):
        services.close(asking, by=other_nsb_editor, now=timezone.now())
    client.force_login(nsb_editor)
    client.post(reverse("feedback:close", args=[asking.event.code]))
    asking.refresh_from_db()
    assert not asking.is_open

    again = services.ask(asking.event, portal_day() + DAY, by=nsb_editor, now=timezone.now())

    assert (again, again.is_open) == (asking, False)


def test_the_page_is_light(client: Client, asking: Asking) -> None:
    """15 kB with its only style sheet, and no script."""
    page = client.get(reverse("feedback:answer", args=[asking.code]))
    with open("static/css/feedback.css", "rb") as css:  # noqa: PTH123
        weight = len(page.content) + len(css.read())

    assert weight < 15_000
    assert "<script" not in page.text


def test_an_events_page_tells_each_reader_theirs(
    client: Client, asking: Asking, nsb_editor: User, other_nsb_editor: User, devco: User
) -> None:
    told = {}
    for name, user in (("own", nsb_editor), ("other", other_nsb_editor), ("devco", devco)):
        client.force_login(user)
        told[name] = "What those who came say" in client.get(asking.event.get_absolute_url()).text

    assert told == {"own": True, "other": False, "devco": True}
