"""The dashboard over the API."""

import pytest
from rest_framework.test import APIClient

from members.models import User
from outputs.models import Plan
from tests.factories.indicators import IndicatorFactory, ResultFactory, TargetFactory
from tests.factories.outputs import OutputFactory, PlanFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/dashboard/"


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory.create(code="APDC")
    output = OutputFactory.create(plan=plan, number=1, short_name="Participation")
    indicator = IndicatorFactory.create(output=output, code="O1-1", name="P-memberships", baseline_value=64)
    ResultFactory.create(version__indicator=indicator, value=90, expected=52, reported=38, accepted=31)
    TargetFactory.create(indicator=indicator, value=100)
    return plan


def test_gives_what_the_page_shows(plan: Plan, devco: User) -> None:
    client = APIClient()
    client.force_authenticate(devco)

    found = client.get(ADDRESS, {"plan": "APDC", "year": 2013}).json()

    assert found["indicators"] == [
        {
            "code": "O1-1",
            "name": "P-memberships",
            "level": "output",
            "output": 1,
            "unit": "persons",
            "baseline": 64,
            "baseline_at_least": False,
            "baseline_year": 2010,
            "last_year": None,
            "last_year_at_least": False,
            "actual": 90,
            "no_value": "",
            "at_least": False,
            "waits_for": "",
            "target": 100,
            "achieved_percent": 90,
            "status": "at_risk",
            "is_provisional": False,
            "is_so_far": False,
            "coverage": {
                "expected": 52,
                "reported": 38,
                "accepted": 31,
                "given": 31,
                "given_in_part": 0,
            },
            "imputed": 0,
            "is_read_off": True,
            "has_sample": False,
        }
    ]
    assert found["outputs"] == [
        {
            "number": 1,
            "name": "Participation",
            "indicators": 1,
            "statuses": [{"status": "at_risk", "count": 1}],
            "better": 0,
            "worse": 0,
            "has_sample": False,
        }
    ]
    assert found["statuses"] == {
        "indicators": 1,
        "statuses": [{"status": "at_risk", "count": 1}],
        "better": 0,
        "worse": 0,
    }
    assert (found["is_provisional"], found["completeness"]["state"]) == (False, "not_begun")
    assert found["reporting"]["total"]["expected"] == 0
    assert found["reporting"]["total"]["reported_percent"] is None


def test_takes_the_newest_plan_and_year_with_results(plan: Plan, devco: User) -> None:
    PlanFactory.create(code="NEXT", starts_on="2016-01-01", ends_on="2020-12-31")
    client = APIClient()
    client.force_authenticate(devco)

    found = client.get(ADDRESS).json()

    assert (found["plan"], found["year"]) == ("APDC", 2013)


@pytest.mark.parametrize(
    ("query", "status"), [({"plan": "NONE"}, 404), ({"year": 2010}, 404), ({"year": "soon"}, 400)]
)
def test_refuses_what_it_does_not_know(
    plan: Plan, devco: User, query: dict[str, str | int], status: int
) -> None:
    client = APIClient()
    client.force_authenticate(devco)

    assert client.get(ADDRESS, query).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("devt_officer", 200), ("devco", 200), ("nsb_viewer", 200), ("donor", 403)]
)
def test_is_open_to_the_same_people_as_the_page(
    plan: Plan, role: str, status: int, request: pytest.FixtureRequest
) -> None:
    client = APIClient()
    client.force_authenticate(request.getfixturevalue(role))

    assert client.get(ADDRESS).status_code == status


def test_strangers_are_refused(plan: Plan) -> None:
    assert APIClient().get(ADDRESS).status_code == 401
