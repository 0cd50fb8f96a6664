"""The administration: formulas become versions, targets come from files, results stay as computed."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, Stale, Target
from indicators.resources import TargetResource
from members.models import User
from outputs.models import Plan
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorVersionFactory,
    ResultFactory,
    RunFactory,
    StaleFactory,
    TargetFactory,
)
from tests.factories.outputs import OutputFactory

MODELS = ("indicator", "indicatorversion", "target", "result", "run", "stale")


@pytest.fixture
def desk(client: Client, devt_officer: User) -> Client:
    client.force_login(devt_officer)
    return client


@pytest.fixture
def indicator(plan: Plan) -> Indicator:
    return IndicatorVersionFactory.create(
        indicator__output=OutputFactory.create(plan=plan), indicator__code="O1-1"
    ).indicator


def address(name: str, *args: object) -> str:
    return reverse(f"admin:indicators_{name}", args=args)


def filled(indicator: Indicator, **changed: object) -> dict[str, object]:
    """The form of an indicator as the browser sends it."""
    inlines = {
        f"{prefix}-{field}": 0
        for prefix in ("targets", "versions")
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    values = {
        "plan": indicator.plan_id,
        "output": indicator.output_id,
        "numerator": "p_roles",
        "denominator": "",
        "scale": 1,
        "on_track_from": 95,
        "at_risk_from": 80,
        "baseline_year": 2010,
        "position": 1,
    }
    names = ("code", "name", "definition", "level", "unit", "direction")
    return inlines | values | {name: getattr(indicator, name) for name in names} | changed


def test_a_changed_formula_makes_a_new_version_and_marks_results_stale(
    desk: Client, indicator: Indicator, devt_officer: User
) -> None:
    form = filled(indicator, numerator="member_bodies", denominator="members", scale=100)

    response = desk.post(address("indicator_change", indicator.pk), form)

    assert response.status_code == 302, response.context["adminform"].form.errors
    newest = indicator.versions.order_by("-number")[0]
    assert (newest.number, newest.numerator, newest.denominator, newest.scale) == (
        2,
        "member_bodies",
        "members",
        100,
    )
    assert newest.created_by == devt_officer
    assert Stale.objects.count() == 6


def test_an_unchanged_formula_makes_no_version(desk: Client, indicator: Indicator) -> None:
    response = desk.post(address("indicator_change", indicator.pk), filled(indicator, name="New name"))

    assert response.status_code == 302
    indicator.refresh_from_db()
    assert indicator.name == "New name"
    assert indicator.versions.count() == 1
    assert not Stale.objects.exists()


def test_a_formula_that_cannot_be_computed_is_refused_at_its_field(
    desk: Client, indicator: Indicator
) -> None:
    form = filled(indicator, numerator="p_rolls", denominator="members +")

    response = desk.post(address("indicator_change", indicator.pk), form)

    errors = response.context["adminform"].form.errors
    assert errors == {
        "numerator": ["Unknown measure “p_rolls” at position 1; did you mean p_roles?"],
        "denominator": ["The expression cannot be read from position 10 on."],
    }
    assert indicator.versions.count() == 1


def test_a_denominator_alone_is_refused(desk: Client, indicator: Indicator) -> None:
    form = filled(indicator, numerator="", denominator="members")

    response = desk.post(address("indicator_change", indicator.pk), form)

    assert response.context["adminform"].form.errors == {"numerator": ["A denominator needs a numerator."]}


def test_other_years_of_validity_mark_results_stale(desk: Client, indicator: Indicator) -> None:
    desk.post(address("indicator_change", indicator.pk), filled(indicator, valid_from_year=2012))

    assert Stale.objects.count() == 6


def test_the_form_shows_the_newest_formula(desk: Client, indicator: Indicator) -> None:
    IndicatorVersionFactory.create(indicator=indicator, number=2, ratio=True)

    form = desk.get(address("indicator_change", indicator.pk)).context["adminform"].form

    assert (form["numerator"].value(), form["denominator"].value(), form["scale"].value()) == (
        "member_bodies",
        "members",
        "100",
    )


@pytest.mark.parametrize("model", MODELS)
def test_lists_open(desk: Client, indicator: Indicator, model: str) -> None:
    ResultFactory.create(version=indicator.versions.get())
    TargetFactory.create(indicator=indicator)
    StaleFactory.create(plan=indicator.plan)

    assert desk.get(address(f"{model}_changelist"), {"q": "O1"}).status_code == 200


@pytest.mark.parametrize("model", ["result", "run", "stale", "indicatorversion"])
def test_what_is_computed_is_read_only(desk: Client, indicator: Indicator, model: str) -> None:
    things: dict[str, Any] = {
        "result": ResultFactory.create(version=indicator.versions.get()),
        "run": RunFactory.create(plan=indicator.plan),
        "stale": StaleFactory.create(plan=indicator.plan),
        "indicatorversion": indicator.versions.get(),
    }
    thing = things[model]

    assert desk.get(address(f"{model}_change", thing.pk)).status_code == 200
    assert desk.post(address(f"{model}_change", thing.pk), {}).status_code == 403
    assert desk.post(address(f"{model}_delete", thing.pk), {"post": "yes"}).status_code == 403
    assert desk.get(address(f"{model}_add")).status_code == 403


@pytest.mark.parametrize("role", ["devco", "nsb_officer", "donor"])
def test_nobody_but_devt_gets_in(
    client: Client, indicator: Indicator, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))

    assert all(client.get(address(f"{model}_changelist")).status_code != 200 for model in MODELS)
    assert client.get(address("target_import")).status_code != 200


def test_its_import_leads_to_the_one_page_that_imports(desk: Client) -> None:
    assert address("target_import") in desk.get(address("target_changelist")).text
    assert desk.get(address("target_import")).headers["Location"] == "/imports/new/targets/"


def test_targets_are_exported_as_they_are_imported(indicator: Indicator) -> None:
    TargetFactory.create(indicator=indicator, year=2013, value=Decimal("12.5"))
    TargetFactory.create(indicator=IndicatorFactory.create(code="X-1", of_purpose=True), year=2014)

    table = TargetResource().export(Target.objects.filter(indicator=indicator))

    assert table.dict == [
        {
            "plan": "APDC",
            "indicator": "O1-1",
            "year": "2013",
            "split": "total",
            "group": "",
            "value": "12.500000",
            "is_sample": "0",
        }
    ]
