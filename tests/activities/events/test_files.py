"""Files: the events that public sources tell of, and long lists of participants."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.events.models import Event, Participant, Person
from activities.events.participants import PARTICIPANTS
from kernel.imports.importers import Request
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source
from kernel.registers.files import FILE, load
from members.models import Member, User
from tests.factories.events import EventFactory

HEAD = "event,name,email,member,sex,group,present,completed"
AT, NEXT = "EV-2013-001", "EV-2013-002"


@pytest.fixture
def events(kenya: Member, ghana: Member) -> list[Event]:
    first = EventFactory.create(code=AT)
    return [first, EventFactory.create(code=NEXT, plan=first.plan)]


def imported(by: User, *rows: str) -> Summary:
    text = "\n".join((HEAD, *rows))
    return load(PARTICIPANTS, Request({FILE: Source("list.csv", text.encode())}, by=by), dry_run=False)


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

    assert (len(queries), len(again)) == (21, 11)
