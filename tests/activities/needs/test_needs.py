"""Needs: whose they are, their way, their ranks, and what answers them."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.needs.enums import NeedState
from activities.needs.measures import Needs
from activities.needs.models import Answer, Need
from activities.needs.register import NEEDS
from kernel.measures import FACTS, MEASURES, Aggregation
from kernel.registers import services
from kernel.workflow import IllegalMove
from members.models import Member, User
from tests.factories.members import RegionFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory


@pytest.fixture
def need(kenya: Member) -> Need:
    return NeedFactory.create(member=kenya, code="ND-2013-001")


def move(need: Need, name: str, by: User, reason: str = "") -> None:
    services.move_record(NEEDS, need, name, by=by, reason=reason)
    need.refresh_from_db()


def test_its_way_to_an_answer(need: Need, devt_officer: User, nsb_editor: User) -> None:
    move(need, "take_up", devt_officer)
    move(need, "answer", devt_officer)
    move(need, "open_again", nsb_editor, "Nobody came.")
    move(need, "answer", devt_officer)
    move(need, "confirm", nsb_editor)

    assert need.state == NeedState.CONFIRMED
    trail = need.transitions.order_by("pk")
    assert [entry.target for entry in trail] == ["taken_up", "answered", "taken_up", "answered", "confirmed"]
    assert trail[2].reason == "Nobody came."


def test_turning_down_asks_why(need: Need, devt_officer: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        move(need, "turn_down", devt_officer)

    move(need, "turn_down", devt_officer, "No funds this year.")

    assert need.state == NeedState.NOT_TAKEN_UP


@pytest.mark.parametrize("name", ["answer", "confirm", "open_again"])
def test_no_move_but_from_where_it_starts(need: Need, devt_officer: User, name: str) -> None:
    with pytest.raises(IllegalMove, match="This one stands at “named”"):
        move(need, name, devt_officer, "For a reason.")


def test_another_member_neither_confirms_nor_changes(need: Need, other_nsb_editor: User) -> None:
    with pytest.raises(PermissionDenied):
        move(need, "confirm", other_nsb_editor)
    need.title = "Another"
    with pytest.raises(PermissionDenied):
        services.change_record(NEEDS, need, by=other_nsb_editor, seen=1)


def test_nobody_gives_a_need_away(need: Need, ghana: Member, nsb_editor: User) -> None:
    need.member = ghana

    with pytest.raises(PermissionDenied):
        services.change_record(NEEDS, need, by=nsb_editor, seen=1)


def test_its_owner_leaves_alone_what_was_answered(need: Need, devt_officer: User, nsb_editor: User) -> None:
    move(need, "take_up", devt_officer)
    move(need, "answer", devt_officer)

    assert not nsb_editor.has_perm(NEEDS.permissions.change, need)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"member": None}, "__all__", "Name either the member or the region"),
        ({"region": "other"}, "__all__", "Name either the member or the region"),
        ({"rank": 0}, "__all__", "Constraint"),
        ({"named_on": "2013-02-30"}, "named_on", "is no day of the calendar"),
        ({"named_on": "soon"}, "named_on", "Write 2013, 2013-09 or 2013-09-16"),
        ({"output": "other"}, "output", "an output of another plan"),
        ({"assisting": "own"}, "assisting", "cannot assist itself"),
        ({"code": "abc"}, "code", "at least one digit"),
        ({"title": ""}, "title", "cannot be blank"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    need: Need, devt_officer: User, values: dict[str, Any], field: str, words: str
) -> None:
    things = {
        ("region", "other"): RegionFactory.create,
        ("output", "other"): OutputFactory.create,
        ("assisting", "own"): lambda: need.member,
    }
    for name, value in values.items():
        setattr(need, name, things[name, value]() if (name, value) in things else value)

    with pytest.raises(ValidationError) as refused:
        services.change_record(NEEDS, need, by=devt_officer, seen=1)

    assert words in " ".join(refused.value.message_dict[field])
    assert Need.objects.get().version == 1


def test_a_rank_is_given_once_a_year(need: Need, kenya: Member, devt_officer: User) -> None:
    NeedFactory.create(member=kenya, output=need.output, rank=1)
    other_year = NeedFactory.create(member=kenya, output=need.output, rank=1, named_on="2014")
    need.rank = 1

    with pytest.raises(ValidationError, match="has rank 1"):
        services.change_record(NEEDS, need, by=devt_officer, seen=1)
    services.change_record(NEEDS, other_year, by=devt_officer, seen=1)


def test_an_answer_names_a_record_that_is_there(need: Need) -> None:
    Answer(need=need, record=need.code).full_clean()
    Answer(need=need, note="The agency of the region held a course.").full_clean()

    with pytest.raises(ValidationError, match="No record has the code “ND-2099-001”"):
        Answer(need=need, record="ND-2099-001").full_clean()
    with pytest.raises(ValidationError, match="Name a record, or say what was done"):
        Answer(need=need).full_clean()


def test_a_region_may_name_one_by_devt(client: Client, devt_officer: User, nsb_editor: User) -> None:
    region = RegionFactory.create()
    NeedFactory.create(member=None, region=region, code="ND-2013-002")
    for person, shown in ((devt_officer, True), (nsb_editor, False)):
        client.force_login(person)
        page = client.get("/registers/needs/add/")
        assert ("region" in page.context["form"].fields) == shown


def test_all_measures_are_counted_from_it(need: Need, kenya: Member, devt_officer: User) -> None:
    """The facts of each, by hand: one was taken up, one only named, one cancelled, one of a region."""
    move(need, "take_up", devt_officer)
    NeedFactory.create(member=kenya, output=need.output, plan=need.plan)
    NeedFactory.create(member=None, region=RegionFactory.create(), output=need.output, plan=need.plan)
    gone = NeedFactory.create(member=kenya, output=need.output, plan=need.plan)
    services.cancel_record(NEEDS, gone, by=devt_officer, reason="twice", now=timezone.now())

    facts = rows_of(Needs().facts(need.plan, [2013, 2014]))

    counts = {name: sum(row["measure"] == name for row in facts) for name in names()}
    assert counts == {
        "needs_named": 2,
        "members_naming_needs": 2,
        "needs_taken_up": 1,
        "needs_answered": 0,
    }
    assert {row["member_id"] for row in facts} == {kenya.pk}
    assert {row["year"] for row in facts} == {2013}
    assert MEASURES.catalogue(need.plan)["members_naming_needs"].aggregation == Aggregation.DISTINCT_MEMBERS


def names() -> list[str]:
    return [measure.name for measure in Needs.measures]


def rows_of(rows: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        return [dict(zip(FACTS, row, strict=True)) for row in cursor.fetchall()]


def test_a_need_without_a_kind_of_support_counts_as_not_known(kenya: Member) -> None:
    need = NeedFactory.create(member=kenya, wanted="", named_on="2013-06")
    also = {"plan": need.plan, "output": need.output}
    NeedFactory.create(member=kenya, wanted="training", named_on="2013-06", **also)

    found = rows_of(Needs().facts(need.plan, [2013]))
    named = [json.loads(row["dimensions"]) for row in found if row["measure"] == "needs_named"]
    assert sorted(each["wanted_support"] for each in named) == ["training", "unknown"]
