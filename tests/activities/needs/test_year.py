"""An owner's needs of a year: their ranks, and the yearly call."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from activities.needs.enums import NeedState
from activities.needs.models import Call, Need
from activities.needs.services import answer_call, rank_needs
from kernel.days import portal_day
from members.models import Member, User
from tests.factories.needs import NeedFactory


@pytest.fixture
def needs(kenya: Member) -> list[Need]:
    first = NeedFactory.create(member=kenya, named_on="2013-06")
    plan = {"output": first.output, "plan": first.plan}
    return [first, *(NeedFactory.create(member=kenya, named_on="2013-07", **plan) for _number in range(2))]


@pytest.fixture
def call(needs: list[Need]) -> Call:
    today = portal_day()
    day = dt.timedelta(days=1)
    call: Call = Call.objects.create(
        plan=needs[0].plan, year=2014, opens_on=today - day, closes_on=today + day
    )
    return call


def test_ranks_change_places(needs: list[Need], nsb_editor: User) -> None:
    rank_needs({needs[0].pk: 1, needs[1].pk: 2, needs[2].pk: None}, by=nsb_editor)

    assert rank_needs({needs[0].pk: 2, needs[1].pk: 1, needs[2].pk: None}, by=nsb_editor) == 2
    assert [need.rank for need in Need.objects.order_by("pk")] == [2, 1, None]


def test_no_rank_is_given_twice(needs: list[Need], nsb_editor: User) -> None:
    with pytest.raises(ValidationError, match="Rank 1 is given more than once"):
        rank_needs({needs[0].pk: 1, needs[1].pk: 1}, by=nsb_editor)

    assert not Need.objects.exclude(rank=None).exists()


def test_a_rank_that_another_need_of_the_year_has_is_refused(needs: list[Need], nsb_editor: User) -> None:
    rank_needs({needs[0].pk: 1}, by=nsb_editor)

    with pytest.raises(ValidationError, match="Rank 1 is given more than once"):
        rank_needs({needs[1].pk: 1}, by=nsb_editor)


def test_owners_and_years_have_ranks_of_their_own(
    needs: list[Need], ghana: Member, devt_officer: User
) -> None:
    same = {"output": needs[0].output, "plan": needs[0].plan}
    of_ghana = NeedFactory.create(member=ghana, named_on="2013", **same)
    of_2014 = NeedFactory.create(member=needs[0].member, named_on="2014", **same)

    assert rank_needs(dict.fromkeys((needs[0].pk, of_ghana.pk, of_2014.pk), 1), by=devt_officer) == 3


def test_another_member_ranks_nothing(needs: list[Need], other_nsb_editor: User) -> None:
    with pytest.raises(PermissionDenied):
        rank_needs({needs[0].pk: 1}, by=other_nsb_editor)


def test_ranks_are_given_on_the_page(client: Client, needs: list[Need], nsb_editor: User) -> None:
    client.force_login(nsb_editor)
    shown = client.get("/registers/needs/ranking/")
    assert shown.context["year"] == "2013"

    client.post("/registers/needs/ranking/", {f"rank_{need.pk}": n for n, need in enumerate(needs, 1)})

    assert [need.rank for need in Need.objects.order_by("pk")] == [1, 2, 3]


def test_the_call_begins_with_what_is_open(
    client: Client, call: Call, needs: list[Need], nsb_editor: User, other_nsb_editor: User
) -> None:
    Need.objects.filter(pk=needs[2].pk).update(state=NeedState.CONFIRMED)
    client.force_login(nsb_editor)
    assert set(client.get("/registers/needs/call/").context["waiting"]) == set(needs[:2])
    client.force_login(other_nsb_editor)
    assert not client.get("/registers/needs/call/").context["waiting"]


def test_what_is_kept_goes_on(call: Call, needs: list[Need], nsb_editor: User) -> None:
    new = answer_call(needs[0], "kept", year=2014, by=nsb_editor)

    assert new is not None
    assert (new.title, new.named_on, new.state, new.rank) == (needs[0].title, "2014", "named", None)
    assert new.carried_from == needs[0]
    assert needs[0] not in call.open_needs()
    with pytest.raises(ValidationError, match="answered before"):
        answer_call(needs[0], "dropped", year=2014, by=nsb_editor)


def test_what_is_dropped_stays_on_record(call: Call, needs: list[Need], nsb_editor: User) -> None:
    assert answer_call(needs[0], "dropped", year=2014, by=nsb_editor) is None
    assert Need.objects.count() == 3
    assert needs[0] not in call.open_needs()


@pytest.mark.parametrize(
    ("answer", "where"), [("kept", "/call/"), ("changed", "/edit/"), ("dropped", "/call/")]
)
def test_each_answer_leads_on(
    client: Client, call: Call, needs: list[Need], nsb_editor: User, answer: str, where: str
) -> None:
    client.force_login(nsb_editor)

    answered = client.post("/registers/needs/call/", {"need": needs[0].pk, "answer": answer})

    assert answered.status_code == 302
    assert answered.headers["Location"].endswith(where)


def test_another_members_need_cannot_be_answered(
    client: Client, call: Call, needs: list[Need], other_nsb_editor: User
) -> None:
    client.force_login(other_nsb_editor)
    client.post("/registers/needs/call/", {"need": needs[0].pk, "answer": "dropped"})

    needs[0].refresh_from_db()
    assert needs[0].call_answer == ""


def test_a_call_is_set_once_a_year(client: Client, call: Call, devt_officer: User) -> None:
    client.force_login(devt_officer)
    body = {"plan": call.plan.pk, "year": 2014, "opens_on": "2013-06-01", "closes_on": "2013-07-31"}

    assert (
        "There is a call for this year already."
        in client.post("/registers/needs/call/open/", body).content.decode()
    )
    assert client.post("/registers/needs/call/open/", body | {"year": 2015}).status_code == 302
    assert (
        "It closes before it opens."
        in client.post(
            "/registers/needs/call/open/", body | {"year": 2016, "closes_on": "2013-05-31"}
        ).content.decode()
    )


def test_home_tells_of_the_call_and_of_needs(
    client: Client, call: Call, needs: list[Need], nsb_editor: User, devt_officer: User
) -> None:
    client.force_login(nsb_editor)
    assert "Needs for 2014" in client.get("/").content.decode()
    client.force_login(devt_officer)
    assert "Needs to look at" in client.get("/").content.decode()
