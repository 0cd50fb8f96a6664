"""The plan in the API."""

import pytest
from rest_framework.test import APIClient

from members.models import User
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(nsb_viewer: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(nsb_viewer)
    return client


def test_a_plan_is_found_by_its_code(api: APIClient) -> None:
    PlanFactory(code="APDC", title="Action Plan 2011-2015")

    answer = api.get("/api/v1/plans/APDC/")

    assert answer.status_code == 200
    assert answer.json()["title"] == "Action Plan 2011-2015"
    assert answer.json()["responsibilities"] == []


def test_outputs_and_activities_are_narrowed_by_plan(api: APIClient) -> None:
    group = TargetGroupFactory(plan=PlanFactory(code="ONE"), slug="industry")
    output = OutputFactory(plan=group.plan, number=2, code="O2", target_groups=[group])
    ActivityFactory(output=output, number=1, code="2.1", valid_from_year=2012)
    OutputFactory(number=3, code="O3")

    outputs = api.get("/api/v1/outputs/", {"plan": "ONE"}).json()
    activities = api.get("/api/v1/activities/", {"plan": "ONE", "year": 2012}).json()

    assert [(each["code"], each["target_groups"]) for each in outputs["results"]] == [("O2", ["industry"])]
    assert [each["code"] for each in activities["results"]] == ["2.1"]
    assert api.get("/api/v1/activities/", {"year": 2011}).json()["results"] == []


def test_target_groups_are_narrowed_by_output(api: APIClient) -> None:
    wanted = TargetGroupFactory(slug="industry")
    OutputFactory(plan=wanted.plan, code="O1", target_groups=[wanted])
    TargetGroupFactory(plan=wanted.plan, slug="schools")

    answer = api.get("/api/v1/target-groups/", {"output": "O1"}).json()

    assert [each["slug"] for each in answer["results"]] == ["industry"]


def test_the_api_changes_nothing_of_the_plan(api: APIClient) -> None:
    plan = PlanFactory(code="APDC")

    answer = api.patch("/api/v1/plans/APDC/", {"title": "Mine"})

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    plan.refresh_from_db()
    assert plan.title == "Action Plan APDC"


def test_nobody_reads_it_without_signing_in() -> None:
    answer = APIClient().get("/api/v1/plans/")

    assert answer.status_code == 401
    assert answer.json()["status"] == 401


def test_a_person_without_a_role_reads_nothing(without_role: User) -> None:
    client = APIClient()
    client.force_authenticate(without_role)

    assert client.get("/api/v1/plans/").status_code == 403
    assert client.get("/api/v1/activities/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("outputs", 6), ("activities", 6), ("plans", 8)])
def test_queries_do_not_grow(
    nsb_viewer: User,
    rows: int,
    address: str,
    queries: int,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for number in range(rows):
        output = OutputFactory(number=number + 1)
        output.target_groups.add(TargetGroupFactory(plan=output.plan))
        ActivityFactory(output=output, target_groups=[TargetGroupFactory(plan=output.plan)])
    client = APIClient()
    client.force_login(nsb_viewer)

    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{address}/")

    assert answer.json()["count"] == rows
