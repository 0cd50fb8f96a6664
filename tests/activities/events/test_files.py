"""Files: the events that public sources tell of, and long lists of participants."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.events.models import Event, Participant, Person
from activities.events.participants import PARTICIPANTS
from kernel.imports.importers import Request
from kernel.loading.changes import Summary
from kernel.loading.matches import NEW
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Options, Source
from kernel.models import Import
from kernel.registers.files import FILE, load
from members.models import Member, User
from tests.factories.events import EventFactory, ParticipantFactory, PersonFactory

HEAD = "event,name,email,member,sex,group,present,completed"
AT, NEXT = "EV-2013-001", "EV-2013-002"


@pytest.fixture
def events(kenya: Member, ghana: Member) -> list[Event]:
    first = EventFactory.create(code=AT)
    return [first, EventFactory.create(code=NEXT, plan=first.plan)]


def imported(by: User, *rows: str, **matched: str) -> Summary:
    """`matched` says of rows, as `row2`, whom they are about."""
    text = "\n".join((HEAD, *rows))
    options = Options(matched={row.removeprefix("row"): key for row, key in matched.items()})
    source = Source("list.csv", text.encode(), options)
    return load(PARTICIPANTS, Request({FILE: source}, by=by), dry_run=False)


def proposed(summary: Summary) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Of each row that is asked about, whom it is taken for, and whom it may mean, with the reasons."""
    return [
        (match.row, match.taken, [(each.name, each.why) for each in match.candidates])
        for match in summary.matches
    ]


def counts(summary: Summary, name: str) -> tuple[int, int, int]:
    found = summary.of(name)
    return found.added, found.changed, found.unchanged


def test_people_are_matched_across_events(events: list[Event], devt_officer: User) -> None:
    summary = imported(
        devt_officer,
        f"{AT},Grace Wanjiru,grace@example.org,KE,woman,industry,yes,yes",
        f"{AT},Peter Mwangi,,KE,man,,yes,no",
        f"{NEXT},G. Wanjiru,GRACE@example.org,KE,,,,",
        f'{NEXT},"Mwangi, P.",,KE,,,,',
        f"{NEXT},Peter Mwangi,,GH,,,,",
    )

    assert counts(summary, "participants") == (5, 0, 0)
    assert counts(summary, "people") == (3, 0, 0)
    assert Participant.objects.filter(person__email="grace@example.org").count() == 2


@pytest.fixture
def joseph(kenya: Member) -> Person:
    return PersonFactory.create(name="Joseph Mwangi", member=kenya)


def test_who_is_on_record_as_the_row_says_is_not_asked_about(
    events: list[Event], joseph: Person, devt_officer: User
) -> None:
    summary = imported(devt_officer, f'{AT},"MWANGI, Joseph",,KE,,,,', f"{AT},Nobody Known,,KE,,,,")

    assert summary.matches == []
    assert Participant.objects.get(name="MWANGI, Joseph").person == joseph


@pytest.mark.parametrize(
    ("row", "why", "is_taken"),
    [
        ("J. Mwangi,,KE", "same member, same surname and initial", True),
        ("Jane Mwangi,,KE", "same member, same surname and initial", False),
        ("Jozef Mwange,,GH", "similar name", False),
        ("Josef Mwangy,,KE", "similar name", False),
    ],
)
def test_whom_a_row_may_mean_is_proposed_with_the_reason(
    events: list[Event], joseph: Person, devt_officer: User, row: str, why: str, *, is_taken: bool
) -> None:
    taken = str(joseph.pk) if is_taken else NEW

    summary = imported(devt_officer, f"{AT},{row},,,,")

    assert proposed(summary) == [(2, taken, [("Joseph Mwangi", why)])]
    assert (Participant.objects.get().person == joseph) is is_taken


def test_what_tells_who_it_is(events: list[Event], joseph: Person, devt_officer: User) -> None:
    ParticipantFactory.create(event=events[0], person=joseph, name=joseph.name, member=joseph.member)

    (match,) = imported(devt_officer, f"{NEXT},J. Mwangi,jm@example.org,KE,,,,").matches

    assert match.about == f"jm@example.org · {joseph.member}"
    assert match.candidates[0].about == f"{joseph.member} · 1 event: {events[0].title}"


def test_what_somebody_says_of_a_row_stands(events: list[Event], joseph: Person, devt_officer: User) -> None:
    rows = f"{AT},J. Mwangi,,KE,,,,", f"{NEXT},Jane Mwangi,,KE,,,,"

    imported(devt_officer, *rows, row2=NEW, row3=str(joseph.pk))

    found = {each.name: each.person for each in Participant.objects.select_related("person")}
    assert found["J. Mwangi"] != joseph
    assert found["Jane Mwangi"] == joseph
    again = imported(devt_officer, *rows)
    assert (again.writes, again.matches) == (0, [])


def test_what_is_said_of_somebody_who_is_not_offered_is_as_if_never_said(
    events: list[Event], joseph: Person, devt_officer: User
) -> None:
    (match,) = imported(devt_officer, f"{AT},J. Mwangi,,KE,,,,", row2="777").matches

    assert match.taken == str(joseph.pk)


def test_two_of_one_file_and_one_mailbox(events: list[Event], kenya: Member, devt_officer: User) -> None:
    rows = f"{AT},Grace Wanjiru,info@example.org,KE,,,,", f"{AT},Peter Otieno,info@example.org,KE,,,,"
    with pytest.raises(LoadingError, match="the same as row 2") as refused:
        imported(devt_officer, *rows)
    assert refused.value.summary is not None
    (match,) = refused.value.summary.matches
    assert (match.row, match.taken) == (3, "row-2")
    assert match.candidates[0].about == f"row 2 of this file · {kenya}"

    imported(devt_officer, *rows, row3=NEW)

    people = Person.objects.order_by("name").values_list("name", "email")
    assert list(people) == [("Grace Wanjiru", "info@example.org"), ("Peter Otieno", "")]
    again = imported(devt_officer, *rows)
    assert (again.writes, again.matches) == (0, [])


def test_two_of_one_name_at_one_event_are_asked_about(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    rows = f"{AT},Grace Wanjiru,,KE,,,,", f"{AT},Grace Wanjiru,,KE,woman,,,"
    with pytest.raises(LoadingError, match="say which of them is a new person") as refused:
        imported(devt_officer, *rows)
    assert refused.value.summary is not None
    assert [match.row for match in refused.value.summary.matches] == [3]

    imported(devt_officer, *rows, row3=NEW)

    assert Person.objects.filter(name="Grace Wanjiru").count() == 2


def test_a_name_that_many_have_is_asked_about_within_its_member_alone(
    events: list[Event], kenya: Member, ghana: Member, devt_officer: User
) -> None:
    for _each in range(4):
        PersonFactory.create(name="Mohamed Ali", member=ghana)

    summary = imported(devt_officer, f"{AT},Muhammad Aly,,KE,,,,", f"{AT},Mohamad Ali,,GH,,,,")

    assert [(row, taken, len(found)) for row, taken, found in proposed(summary)] == [(3, NEW, 4)]


def test_colleagues_of_one_surname_and_letter_are_two(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    imported(devt_officer, f"{AT},Jane Mwangi,,KE,woman,,,", f"{AT},Joseph Mwangi,,KE,man,,,")

    assert Person.objects.count() == 2


def test_a_row_that_names_a_record_asks_nothing(
    events: list[Event], joseph: Person, devt_officer: User
) -> None:
    listed = ParticipantFactory.create(event=events[0], person=joseph, name=joseph.name, member=joseph.member)
    text = f"code,event,name\n{listed.code},{AT},J. Mwangi"

    summary = load(PARTICIPANTS, Request({FILE: Source("list.csv", text.encode())}), dry_run=False)

    assert summary.matches == []
    assert Participant.objects.get().name == "J. Mwangi"


def test_people_are_chosen_on_the_page(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    client.force_login(devt_officer)
    rows = (HEAD, f"{AT},J. Mwangi,,KE,,,,", f"{AT},Ama Boateng,,GH,,,,")
    answer = client.post("/imports/new/participants/", {"records-pasted": "\n".join(rows)})
    of = Import.objects.get()
    page = client.get(answer["Location"]).text
    assert "1 person may be on record already" in page
    assert "no event" in page

    confirm = reverse("imports:confirm", args=[of.pk])
    first = client.post(confirm, {"row-2": NEW}, follow=True)
    assert "Look at what it does" in first.text
    assert not Participant.objects.exists()
    client.post(confirm, {"row-2": NEW})

    assert Participant.objects.count() == 2
    assert Participant.objects.get(name="J. Mwangi").person != joseph


def test_whom_somebody_chose_is_checked_again(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    client.force_login(devt_officer)
    client.post("/imports/new/participants/", {"records-pasted": f"{HEAD}\n{AT},J. Mwangi,,KE,,,,"})
    of = Import.objects.get()
    match = reverse("imports:put-right", args=[of.pk, of.files.get().pk])

    refused = client.post(match, {"row-2": "777"}, follow=True)
    client.post(match, {"row-2": NEW})

    of.refresh_from_db()
    assert "not offered any more" in refused.text
    assert of.statement["matches"][0]["taken"] == NEW
    assert [count["added"] for count in of.statement["counts"]] == [1, 1]


def pasted(client: Client, by: User, *rows: str) -> Import:
    client.force_login(by)
    client.post("/imports/new/participants/", {"records-pasted": "\n".join((HEAD, *rows))})
    return Import.objects.latest("pk")


def act(client: Client, of: Import, name: str, **said: str) -> str:
    """The page that follows; cells by their address, rows as `row2`."""
    places = [of.pk] if name == "confirm" else [of.pk, of.files.get().pk]
    sent = {key.replace("row", "row-"): value for key, value in said.items()}
    text = client.post(reverse(f"imports:{name}", args=places), sent, follow=True).text
    of.refresh_from_db()
    return text


def test_two_that_read_alike_are_two_again_when_the_list_comes_again(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    rows = f"{AT},Twin Samez,,KE,man,,,", f"{AT},Twin Samez,,KE,woman,,,"
    imported(devt_officer, *rows, row3=NEW)

    for again in (rows, rows[::-1]):
        summary = imported(devt_officer, *again)
        assert (summary.writes, summary.matches) == (0, [])


def test_a_row_without_a_code_leaves_what_it_does_not_tell(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    imported(devt_officer, f"{AT},Joseph Zwangi,,KE,man,industry,yes,yes")

    shorter = imported(devt_officer, f"{AT},J. Zwangi,,KE,,,,")
    more = imported(devt_officer, f"{AT},Joseph Zwangi,,KE,,standards_body,,")

    assert shorter.writes == 0
    assert [change.field for change in more.changes] == ["group"]
    assert Participant.objects.get().completed is True


def test_a_given_name_agrees_with_all_that_lists_gave(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    imported(devt_officer, f"{AT},J. Nam,,KE,,,,", f"{NEXT},Joseph Nam,,KE,man,,,")

    (match,) = imported(devt_officer, f"{NEXT},Jane Nam,,KE,woman,,,").matches

    assert match.taken == NEW


def test_an_address_that_only_a_list_gave_tells_who_it_is(
    events: list[Event], kenya: Member, ghana: Member, devt_officer: User
) -> None:
    imported(devt_officer, f"{AT},Kofi Em,,KE,,,,", f"{NEXT},Kofi Em,kofi@example.org,KE,,,,")

    (match,) = imported(devt_officer, f"{AT},Mr Boateng,kofi@example.org,GH,,,,").matches

    assert [(each.name, each.why) for each in match.candidates] == [("Kofi Em", "same e-mail address")]


def test_of_several_with_one_mailbox_it_is_the_one_of_the_name(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    both = "Grace Wanjiru,info@example.org,KE,,,,", "Peter Otieno,info@example.org,KE,,,,"
    imported(devt_officer, *(f"{AT},{row}" for row in both), row3=NEW)

    summary = imported(devt_officer, *(f"{NEXT},{row}" for row in both))

    assert summary.matches == []
    assert Person.objects.count() == 2


@pytest.mark.parametrize("name", ["Mr Joseph Mwangi", "Dr. Joseph Mwangi", "Mwangi, Prof. Joseph"])
def test_titles_are_no_names(events: list[Event], joseph: Person, devt_officer: User, name: str) -> None:
    imported(devt_officer, f'{AT},"{name}",,KE,,,,')

    assert Participant.objects.get().person == joseph


def test_a_woman_and_a_man_of_one_name_are_asked_about(
    events: list[Event], kenya: Member, devt_officer: User
) -> None:
    PersonFactory.create(name="Jean Dupont", member=kenya, sex="man")

    (match,) = imported(devt_officer, f"{AT},Jean Dupont,,KE,woman,,,").matches

    assert "man" in match.candidates[0].about


def test_a_code_tells_who_it_is_whatever_else_the_row_says(
    events: list[Event], joseph: Person, devt_officer: User
) -> None:
    listed = ParticipantFactory.create(event=events[0], person=joseph, name=joseph.name, member=joseph.member)
    text = f"code,event,name,email,member\n{listed.code},{AT},Jo Renamed,jo@example.org,KE\n"
    text += f",{NEXT},Jo Renamed,jo@example.org,KE"

    load(PARTICIPANTS, Request({FILE: Source("list.csv", text.encode())}), dry_run=False)

    assert {each.person for each in Participant.objects.all()} == {
        joseph,
        *Person.objects.exclude(pk=joseph.pk),
    }


def test_few_are_offered_for_one_row(events: list[Event], kenya: Member, devt_officer: User) -> None:
    for number in range(12):
        PersonFactory.create(name=f"A{number}a Samesur", member=kenya)

    (match,) = imported(devt_officer, f"{AT},Aaron Samesur,,KE,,,,").matches

    assert len(match.candidates) == 8


def test_nothing_is_confirmed_that_is_not_offered_any_more(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    of = pasted(client, devt_officer, f"{AT},J. Mwangi,,KE,,,,")

    page = act(client, of, "confirm", row2="777")

    assert "not offered any more" in page
    assert of.is_checked
    assert not Participant.objects.exists()


def test_what_stands_chosen_does_not_move_with_another_row(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    of = pasted(client, devt_officer, f"{AT},J. Mwangi,,KE,,,,", f"{NEXT},Jane Mwangi,,KE,,,,")
    assert [match["taken"] for match in of.statement["matches"]] == [str(joseph.pk), NEW]

    act(client, of, "confirm", row2=NEW, row3=NEW)
    act(client, of, "confirm", row2=NEW, row3=NEW)

    assert of.is_confirmed
    assert Person.objects.count() == 3


def test_whom_somebody_chose_and_is_gone_is_told(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    of = pasted(client, devt_officer, f"{AT},J. Mwangi,,KE,,,,", f"{NEXT},Jane Mwangi,,KE,,,,")
    act(client, of, "put-right", row2=NEW)
    act(client, of, "put-right", row2=NEW, row3="row-2")

    page = act(client, of, "put-right", row2=str(joseph.pk), row3="row-2")

    assert "Whom you chose is not offered any more" in page


def test_rows_put_right_are_not_left_out_and_those_left_out_come_back(
    events: list[Event], kenya: Member, devt_officer: User, client: Client
) -> None:
    of = pasted(client, devt_officer, f"{AT},Grace,,KE,W,,,", f"{AT},Peter,,KE,M,,,")

    act(client, of, "leave-out", E2="woman", E3="M")
    assert [count["added"] for count in of.statement["counts"]] == [1, 1]
    act(client, of, "leave-out", back="yes")

    assert of.statement["number_of_problems"] == 1


def test_what_is_assumed_keeps_what_was_chosen(
    events: list[Event], joseph: Person, devt_officer: User, client: Client
) -> None:
    of = pasted(client, devt_officer, f"{AT},J. Mwangi,,KE,,,,")

    act(client, of, "assume", row2=NEW, separator=",")

    assert of.statement["matches"][0]["taken"] == NEW


def test_two_imports_at_once_do_not_double_people(events: list[Event], devt_officer: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        imported(devt_officer, f"{AT},Grace Wanjiru,,KE,,,,")

    texts = [query["sql"] for query in queries]
    held = next(place for place, text in enumerate(texts) if "events_person'" in text and "lock" in text)
    read = next(place for place, text in enumerate(texts) if 'FROM "events_person"' in text)
    assert held < read


def test_who_is_added_while_lists_are_read_stops_nothing(events: list[Event], devt_officer: User) -> None:
    reads: list[str] = []

    def add_between(execute: Any, sql: str, *more: Any) -> Any:
        if sql.startswith("SELECT") and 'FROM "events_p' in sql and len(reads) < 2:
            reads.append(sql)
            if len(reads) == 2:
                ParticipantFactory.create(event=events[1])
        return execute(sql, *more)

    with connection.execute_wrapper(add_between):
        imported(devt_officer, f"{AT},Grace Wanjiru,,,,,,")

    assert len(reads) == 2
    assert Participant.objects.count() == 2


def test_what_the_other_rows_would_do_is_told_beside_a_problem(
    events: list[Event], kenya: Member, devt_officer: User, client: Client
) -> None:
    client.force_login(devt_officer)
    rows = (HEAD, f"{AT},Grace Wanjiru,,KE,,,,", f"{AT},Peter Mwangi,,KE,W,,,")

    client.post("/imports/new/participants/", {"records-pasted": "\n".join(rows)})

    of = Import.objects.get()
    assert of.statement["number_of_problems"] == 1
    assert [count["added"] for count in of.statement["counts"]] == [1, 1]
    assert not Person.objects.exists()


def test_who_came_since_is_shown_before_anything_is_written(
    events: list[Event], kenya: Member, devt_officer: User, client: Client
) -> None:
    client.force_login(devt_officer)
    client.post("/imports/new/participants/", {"records-pasted": f"{HEAD}\n{AT},J. Mwangi,,KE,,,,"})
    of = Import.objects.get()
    PersonFactory.create(name="Joseph Mwangi", member=kenya)

    client.post(reverse("imports:confirm", args=[of.pk]))

    of.refresh_from_db()
    assert not Participant.objects.exists()
    assert of.statement["number_of_matches"] == 1


def test_a_list_that_comes_again_changes_what_differs(events: list[Event], devt_officer: User) -> None:
    imported(devt_officer, f"{AT},Grace Wanjiru,grace@example.org,KE,woman,,yes,")
    again = imported(devt_officer, f"{AT},Grace Wanjiru,grace@example.org,KE,woman,,yes,")
    changed = imported(devt_officer, f"{AT},Grace Wanjiru,grace@example.org,KE,woman,,yes,yes")

    assert again.writes == 0
    assert counts(changed, "participants") == (0, 1, 0)
    assert [change.field for change in changed.changes] == ["completed"]
    assert (Participant.objects.get().completed, Person.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        (f"{AT},G. Wanjiru,,KE,,,,", "the same as row 2"),
        ("EV-2013-009,Peter,,KE,,,,", "names no event"),
        (f"{AT},Peter,,Atlantis,,,,", "names no member"),
        (f"{AT},Peter,no address,KE,,,,", "valid email"),
        (f"{AT},,,KE,,,,", "It is empty"),
        (f"{AT},Peter,,KE,,,no,yes", "not present at"),
        (f"{AT},Peter,,KE,both,,,", "one of: woman, man"),
    ],
)
def test_one_row_that_cannot_be_and_nothing_is_written(
    events: list[Event], devt_officer: User, row: str, refused: str
) -> None:
    with pytest.raises(LoadingError, match=refused):
        imported(devt_officer, f"{AT},Grace Wanjiru,,KE,woman,,yes,", row)

    assert not Person.objects.exists()
    assert not Participant.objects.exists()


@pytest.mark.parametrize("count", [10, 60])
def test_queries_do_not_grow_with_the_rows(
    events: list[Event], devt_officer: User, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Of files that are not small, as long ones are read."""
    monkeypatch.setattr("kernel.loading.model_import.FEW_ROWS", 0)
    rows = [f"{AT},Person N{number},n{number}@example.org,KE,,,yes,yes" for number in range(count)]
    with CaptureQueriesContext(connection) as queries:
        imported(devt_officer, *rows)
    with CaptureQueriesContext(connection) as again:
        imported(devt_officer, *rows)

    assert (len(queries), len(again)) == (23, 13)
