"""Indicators, results and runs over the API."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from rest_framework.test import APIClient

from indicators.enums import NoValue, RunState, Split
from indicators.models import Run
from members.models import User
from outputs.models import Plan
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorVersionFactory,
    ResultFactory,
    RunFactory,
    TargetFactory,
)
from tests.factories.members import RegionFactory
from tests.factories.outputs import OutputFactory


@pytest.fixture
def api(devt_officer: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(devt_officer)
    return client


@pytest.fixture
def roles_version(plan: Plan) -> Any:
    return IndicatorVersionFactory.create(
        indicator__output=OutputFactory.create(plan=plan, number=1),
        indicator__code="O1-1",
        indicator__unit="memberships",
        indicator__baseline_value=Decimal(3241),
    )


def found(api: APIClient, endpoint: str, **query: object) -> list[dict[str, Any]]:
    answer = api.get(f"/api/v1/{endpoint}/", query)
    assert answer.status_code == 200, answer.content
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def test_an_indicator_has_its_newest_formula_its_baseline_and_targets(
    api: APIClient, roles_version: Any
) -> None:
    indicator = roles_version.indicator
    IndicatorVersionFactory.create(indicator=indicator, number=2, ratio=True)
    TargetFactory.create(indicator=indicator, year=2013, value=Decimal("3850.5"), is_sample=True)

    [one] = found(api, "indicators", code="o1-1")

    assert (one["plan"], one["output"], one["activity"], one["level"]) == ("APDC", 1, None, "output")
    assert one["baseline"] == {"year": 2010, "value": 3241, "note": ""}
    assert {name: one["version"][name] for name in ("number", "numerator", "denominator", "scale")} == {
        "number": 2,
        "numerator": "member_bodies",
        "denominator": "members",
        "scale": 100,
    }
    assert one["targets"] == [
        {"year": 2013, "split": "total", "group": "", "group_label": "", "value": 3850.5, "is_sample": True}
    ]


def test_indicators_are_narrowed(api: APIClient, roles_version: Any) -> None:
    IndicatorFactory.create(code="P-1", of_purpose=True, plan=roles_version.indicator.plan)
    IndicatorFactory.create(code="X-1", valid_from_year=2020, output=roles_version.indicator.output)

    def codes(**query: object) -> list[str]:
        return [one["code"] for one in found(api, "indicators", **query)]

    assert codes(level="purpose") == ["P-1"]
    assert api.get("/api/v1/indicators/", {"plan": "NONE"}).status_code == 400
    assert codes(output=1, year=2013) == ["O1-1"]


def test_a_result_says_where_it_comes_from(api: APIClient, roles_version: Any) -> None:
    result = ResultFactory.create(
        version=roles_version,
        value=Decimal("57.377049"),
        numerator=70,
        denominator=122,
        expected=122,
        reported=89,
        accepted=85,
        given=80,
        given_in_part=5,
        others=1,
        imputed=2,
    )

    [one] = found(api, "results")

    assert one == {
        "id": result.pk,
        "plan": "APDC",
        "indicator": "O1-1",
        "version": 1,
        "year": 2013,
        "split": "total",
        "group": "",
        "group_label": "",
        "value": 57.377049,
        "unit": "memberships",
        "numerator": 70,
        "denominator": 122,
        "no_value": "",
        "no_value_label": "",
        "is_withheld": False,
        "terms_withheld": False,
        "at_least": False,
        "coverage": {
            "expected": 122,
            "reported": 89,
            "accepted": 85,
            "given": 80,
            "given_in_part": 5,
        },
        "others": 1,
        "imputed": 2,
        "is_read_off": True,
        "has_sample": False,
        "does_not_add_up": False,
        "is_provisional": False,
        "is_so_far": False,
        "reports_on_year": {
            "state": "not_begun",
            "expected": 0,
            "accepted": 0,
            "decided": 0,
            "to_review": 0,
            "to_come": 0,
            "never_came": 0,
            "exempt": 0,
            "is_closed": False,
            "closes_on": None,
        },
        "run": result.run_id,
    }


def test_a_result_without_value_says_why(api: APIClient, roles_version: Any) -> None:
    ResultFactory.create(version=roles_version, missing=True, numerator=None)

    [one] = found(api, "results")

    assert (one["value"], one["numerator"], one["no_value"]) == (None, None, NoValue.NO_DATA)


def test_results_are_narrowed(api: APIClient, roles_version: Any) -> None:
    ResultFactory.create(version=roles_version, year=2012)
    ResultFactory.create(version=roles_version, year=2013)
    RegionFactory.create(name="Africa", slug="africa")
    RegionFactory.create(name="Asia", slug="asia")
    ResultFactory.create(version=roles_version, year=2013, split=Split.UN_REGION, group="africa", value=9)
    ResultFactory.create(version=roles_version, split=Split.UN_REGION, group="asia", missing=True)
    ResultFactory.create(version__indicator__code="O9-9")

    def groups(**query: object) -> list[tuple[int, str, str]]:
        return [(one["year"], one["split"], one["group"]) for one in found(api, "results", **query)]

    assert groups(indicator="O1-1", split="total") == [(2012, "total", ""), (2013, "total", "")]
    assert groups(indicator="O1-1", year=2013, split="un_region", group="africa") == [
        (2013, "un_region", "africa")
    ]
    assert groups(plan="APDC", has_value="false") == [(2013, "un_region", "asia")]
    assert api.get("/api/v1/results/", {"plan": "NONE"}).status_code == 400


def test_an_unknown_split_is_refused_with_a_reason(api: APIClient) -> None:
    answer = api.get("/api/v1/results/", {"split": "continent"})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "split" in answer.json()["errors"]


def test_devt_starts_a_run_of_a_plan(api: APIClient, plan: Plan, devt_officer: User) -> None:
    answer = api.post("/api/v1/runs/", {"plan": "APDC"})

    assert answer.status_code == 201
    run = Run.objects.get()
    assert (answer.json()["id"], answer.json()["state"]) == (run.pk, "waiting")
    assert answer.json()["years"] == [2010, 2011, 2012, 2013, 2014, 2015]
    assert run.started_by == devt_officer


def test_a_run_of_no_known_plan_is_refused(api: APIClient) -> None:
    assert api.post("/api/v1/runs/", {"plan": "NONE"}).status_code == 400
    assert api.post("/api/v1/runs/", {}).status_code == 400


def test_runs_are_listed_and_read(api: APIClient, plan: Plan) -> None:
    run = RunFactory.create(plan=plan, state=RunState.FAILED, error="OSError: disk full")
    RunFactory.create(plan=plan)

    assert [one["id"] for one in found(api, "runs", state="failed")] == [run.pk]
    assert api.get(f"/api/v1/runs/{run.pk}/").json()["error"] == "OSError: disk full"
    assert api.put(f"/api/v1/runs/{run.pk}/", {"plan": "APDC"}).status_code == 405
    assert api.delete(f"/api/v1/runs/{run.pk}/").status_code == 405


@pytest.mark.parametrize(
    ("role", "indicators", "results", "runs", "start"),
    [
        ("devt_administrator", 200, 200, 200, 201),
        ("devt_officer", 200, 200, 200, 201),
        ("devco", 200, 200, 200, 403),
        ("nsb_officer", 200, 200, 403, 403),
        ("nsb_editor", 200, 200, 403, 403),
        ("nsb_viewer", 200, 200, 403, 403),
        ("donor", 200, 403, 403, 403),
        ("without_role", 403, 403, 403, 403),
    ],
)
def test_each_role_reaches_what_its_pages_show(
    plan: Plan,
    role: str,
    indicators: int,
    results: int,
    runs: int,
    start: int,
    request: pytest.FixtureRequest,
) -> None:
    client = APIClient()
    client.force_authenticate(request.getfixturevalue(role))

    answers = [
        client.get("/api/v1/indicators/"),
        client.get("/api/v1/results/"),
        client.get("/api/v1/runs/"),
        client.post("/api/v1/runs/", {"plan": "APDC"}),
    ]

    assert [answer.status_code for answer in answers] == [indicators, results, runs, start]


def test_strangers_reach_nothing(db: None) -> None:
    for endpoint in ("indicators", "results", "runs"):
        assert APIClient().get(f"/api/v1/{endpoint}/").status_code == 401


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("endpoint", "queries"), [("indicators", 4), ("results", 5), ("runs", 2)])
def test_queries_do_not_grow_with_rows(
    api: APIClient,
    plan: Plan,
    endpoint: str,
    queries: int,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for result in ResultFactory.create_batch(number):
        TargetFactory.create(indicator=result.version.indicator)
    found(api, endpoint)

    with django_assert_num_queries(queries):
        found(api, endpoint)
