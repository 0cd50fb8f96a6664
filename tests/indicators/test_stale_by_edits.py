"""What DEVT edits in the administration makes results stale, in the transaction of the edit."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from activities.reporting.enums import Aggregation
from activities.reporting.models import Question
from indicators.loading.targets import load_targets
from indicators.models import Stale, Target
from kernel.joints import DATA_CHANGED
from members.committees.models import Statistic
from members.enums import Category, Scheme
from members.models import Member, User
from outputs.models import Plan
from tests.factories.indicators import TargetFactory
from tests.indicators.conftest import Define, statistic

YEARS = [2010, 2011, 2012, 2013, 2014, 2015]


@pytest.fixture
def desk(client: Client, plan: Plan, devt_officer: User) -> Client:
    client.force_login(devt_officer)
    return client


def marked() -> list[int]:
    return list(Stale.objects.order_by("year").values_list("year", flat=True))


def address(thing: object, page: str) -> str:
    named = f"admin:{thing._meta.app_label}_{thing._meta.model_name}"
    return (
        reverse(f"{named}_changelist")
        if page == "changelist"
        else reverse(f"{named}_{page}", args=[thing.pk])
    )


def all_chosen_removed(things: list[Statistic] | list[Question]) -> dict[str, object]:
    """The form of a list's action that removes what is ticked, confirmed."""
    return {"action": "delete_selected", "_selected_action": [thing.pk for thing in things], "post": "yes"}


def of_member(member: Member, **inlines: list[dict[str, object]]) -> dict[str, object]:
    """The form of a member as the browser sends it, with the rows of its inlines."""
    names = ("iso2", "iso3", "m49", "country", "name", "acronym")
    data = {name: getattr(member, name) for name in names} | {"region": member.region_id}
    for prefix in ("names", "memberships", "classifications"):
        rows = inlines.get(prefix, [])
        kept = sum("id" in row for row in rows)
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": kept}
        for number, row in enumerate(rows):
            data |= {
                f"{prefix}-{number}-{name}": value for name, value in ({"member": member.pk} | row).items()
            }
    return data


def test_a_membership_that_ends_and_another_that_begins(desk: Client, kenya: Member) -> None:
    [held] = kenya.memberships.all()
    rows = [
        {"id": held.pk, "category": held.category, "valid_from": "", "valid_to": "2012-06-30"},
        {"category": Category.CORRESPONDENT, "valid_from": "2012-07-01", "valid_to": ""},
    ]

    response = desk.post(address(kenya, "change"), of_member(kenya, memberships=rows))

    assert response.status_code == 302
    assert list(kenya.memberships.order_by("pk").values_list("valid_from", "valid_to")) == [
        (None, dt.date(2012, 6, 30)),
        (dt.date(2012, 7, 1), None),
    ]
    assert marked() == YEARS


def test_a_new_classification(desk: Client, kenya: Member) -> None:
    rows = [{"scheme": Scheme.LDC, "value": "yes", "valid_from": "", "valid_to": ""}]

    desk.post(address(kenya, "change"), of_member(kenya, classifications=rows))

    assert kenya.classifications.filter(scheme=Scheme.LDC).count() == 1
    assert marked() == YEARS


def test_periods_that_overlap_change_nothing(desk: Client, kenya: Member) -> None:
    [held] = kenya.memberships.all()
    rows = [
        {"id": held.pk, "category": held.category, "valid_from": "", "valid_to": ""},
        {"category": Category.CORRESPONDENT, "valid_from": "2012-07-01", "valid_to": ""},
    ]

    response = desk.post(address(kenya, "change"), of_member(kenya, memberships=rows))

    assert response.status_code == 200
    assert kenya.memberships.count() == 1
    assert marked() == []


def test_statistics_that_are_removed(desk: Client, kenya: Member, ghana: Member) -> None:
    things = [statistic(kenya, 1), statistic(ghana, 2)]

    desk.post(address(things[0], "changelist"), all_chosen_removed(things))

    assert not Statistic.objects.exists()
    assert marked() == YEARS


def test_statistics_stay_where_the_marks_cannot_be_written(
    desk: Client, kenya: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_change: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(DATA_CHANGED, "takers", [fail])
    thing = statistic(kenya, 1)

    with pytest.raises(RuntimeError):
        desk.post(address(thing, "changelist"), all_chosen_removed([thing]))

    assert Statistic.objects.count() == 1


def of_question(question: Question, **changed: object) -> dict[str, object]:
    names = (
        "plan_id",
        "activity_id",
        "step",
        "code",
        "label",
        "hint",
        "position",
        "kind",
        "unit",
        "split_by",
    )
    values = {name.removesuffix("_id"): getattr(question, name) for name in names}
    return values | {"choices": "[]", "aggregation": question.aggregation, "serves": ""} | changed


def test_another_aggregation_of_a_question(desk: Client, question: Question) -> None:
    desk.post(address(question, "change"), of_question(question, aggregation=Aggregation.STOCK))

    question.refresh_from_db()
    assert question.aggregation == Aggregation.STOCK
    assert marked() == YEARS


@pytest.mark.parametrize("page", ["delete", "changelist"])
def test_a_question_that_is_removed(desk: Client, question: Question, page: str) -> None:
    desk.post(address(question, page), all_chosen_removed([question]))

    assert not Question.objects.exists()
    assert marked() == YEARS


def test_an_activity_that_is_removed_with_its_questions(
    desk: Client, activity: Activity, question: Question
) -> None:
    desk.post(address(activity, "delete"), {"post": "yes"})

    assert not Question.objects.exists()
    assert marked() == YEARS


def test_no_result_depends_on_targets(desk: Client, plan: Plan, define: Define, tmp_path: Path) -> None:
    indicator = define("members", code="P-1").indicator
    target = TargetFactory.create(indicator=indicator, year=2013, value=1)
    form = {"indicator": indicator.pk, "year": 2013, "split": "total", "group": "", "value": "9"}
    file = tmp_path / "targets.yaml"
    file.write_text("targets:\n- {indicator: P-1, values: {2014: 7}}\n", encoding="utf-8")

    desk.post(address(target, "change"), form)
    load_targets(targets=file, plan=plan.code)

    assert list(Target.objects.order_by("year").values_list("year", "value")) == [(2013, 9), (2014, 7)]
    assert marked() == []
