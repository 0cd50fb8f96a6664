"""A year whose round runs is provisional wherever its figures show: pages, files and the API."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from activities.models import Activity
from activities.reporting.enums import Aggregation
from activities.reporting.models import Question
from indicators.enums import Status
from indicators.models import IndicatorVersion
from indicators.selectors.finality import finality_of
from indicators.selectors.performance import opening_year
from members.models import Member, User
from outputs.models import Plan
from tests.factories.indicators import IndicatorVersionFactory, ResultFactory, TargetFactory
from tests.factories.reporting import QuestionFactory, ReportFactory, RoundFactory
from tests.indicators.conftest import Define

COMPLETE, RUNNING = 2013, 2014


@pytest.fixture
def rounds(plan: Plan, kenya: Member, ghana: Member) -> None:
    """The round on 2013 is closed and decided, that on 2014 runs with one of two reports accepted."""
    closed = RoundFactory.create(plan=plan, year=COMPLETE, closed=True)
    ReportFactory.create(round=closed, member=kenya, accepted=True)
    running = RoundFactory.create(plan=plan, year=RUNNING)
    ReportFactory.create(round=running, member=kenya, accepted=True)
    ReportFactory.create(round=running, member=ghana, draft=True)


@pytest.fixture
def trained(define: Define, rounds: None) -> IndicatorVersion:
    return with_results(define("q_trained", code="O2-1", name="Persons trained"))


@pytest.fixture
def official(define: Define, rounds: None) -> IndicatorVersion:
    return with_results(define("p_roles", code="O1-1", name="P-memberships"))


def with_results(version: IndicatorVersion) -> IndicatorVersion:
    for year, value in ((COMPLETE, 3238), (RUNNING, 921)):
        ResultFactory.create(version=version, year=year, value=value)
        TargetFactory.create(indicator=version.indicator, year=year, value=3400)
    return version


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_provisional", "is_sum"),
    [
        ("q_trained", "", True, True),
        ("q_trained + q_other", "", True, True),
        ("q_trained__members", "", True, True),
        ("q_mean", "", True, False),
        ("q_mean__members", "", True, True),
        ("q_trained", "q_other", True, False),
        ("q_trained / q_other", "", True, False),
        ("q_trained - q_trained__in_2013", "", True, True),
        ("p_roles", "", False, True),
        ("p_roles - p_roles__in_2010", "", False, True),
        ("members_with_p_role", "members", False, False),
    ],
)
def test_what_reports_make_is_provisional_and_official_series_are_not(
    plan: Plan,
    activity: Activity,
    rounds: None,
    numerator: str,
    denominator: str,
    is_provisional: bool,
    is_sum: bool,
) -> None:
    QuestionFactory.create(activity=activity, code="q_mean", aggregation=Aggregation.MEAN)
    version = IndicatorVersionFactory.build(numerator=numerator, denominator=denominator, indicator=None)

    found = finality_of(plan)

    assert found.is_provisional(version, RUNNING) == is_provisional
    assert found.is_sum(version) == is_sum
    assert not found.is_provisional(version, COMPLETE)
    assert not found.is_provisional(version, 2010)


def test_a_figure_that_rests_on_a_provisional_year_is_provisional(plan: Plan, rounds: None) -> None:
    version = IndicatorVersionFactory.build(numerator="q_trained__in_2014", indicator=None)

    assert finality_of(plan).is_provisional(version, COMPLETE)


def test_a_page_opens_on_the_last_complete_year(plan: Plan, trained: IndicatorVersion, devco: User) -> None:
    assert opening_year(plan, devco) == COMPLETE


def test_without_a_complete_year_it_opens_on_the_newest(plan: Plan, devco: User, define: Define) -> None:
    ReportFactory.create(round=RoundFactory.create(plan=plan, year=COMPLETE))
    with_results(define("q_trained"))

    assert opening_year(plan, devco) == RUNNING


def addresses(version: IndicatorVersion) -> dict[str, str]:
    indicator = version.indicator
    return {
        "indicator": indicator.get_absolute_url(),
        "list": reverse("indicators:list", args=["APDC"]),
        "output": indicator.output.get_absolute_url() if indicator.output else "",
        "dashboard": reverse("dashboard:current"),
    }


@pytest.mark.parametrize("page", ["indicator", "list", "output", "dashboard"])
def test_every_page_that_chooses_a_year_chooses_a_complete_one_and_says_so(
    client: Client, trained: IndicatorVersion, devco: User, page: str
) -> None:
    client.force_login(devco)

    response = client.get(addresses(trained)[page], follow=True)

    assert "2013 is complete:" in response.content.decode()
    assert "3,238" in response.content.decode()


@pytest.mark.parametrize("name", ["dashboard:dashboard", "indicators:indicator"])
def test_a_provisional_year_has_its_counts_so_far_and_no_status(
    client: Client, trained: IndicatorVersion, devco: User, name: str
) -> None:
    client.force_login(devco)
    url = {
        "dashboard:dashboard": reverse("dashboard:dashboard", args=["APDC", RUNNING]),
        "indicators:indicator": f"{trained.indicator.get_absolute_url()}?year={RUNNING}",
    }[name]

    page = client.get(url).content.decode()

    assert "2014 is provisional:" in page
    assert "1 of 2 reports accepted" in page
    assert "round open until" in page
    assert "so far" in page
    assert "2014 <i>provisional</i>" in page
    for word in ("Off track</span>", "At risk</span>", "On track</span>", "27\u202f%"):
        assert word not in page
    assert 'class="dot hollow"' in page
    assert 'class="line so-far"' not in page


def test_an_official_figure_keeps_its_status_while_reports_come(
    client: Client, official: IndicatorVersion, devco: User
) -> None:
    client.force_login(devco)

    response = client.get(official.indicator.get_absolute_url())
    page = response.content.decode()

    assert response.context["year"] == RUNNING
    assert response.context["standing"].status == Status.OFF_TRACK
    assert "official statistics, which do not wait for reports" in page
    assert 'class="dot hollow"' not in page


def test_the_dashboard_of_a_complete_year_tells_of_the_running_one(
    client: Client, trained: IndicatorVersion, devco: User
) -> None:
    client.force_login(devco)

    page = client.get(reverse("dashboard:dashboard", args=["APDC", COMPLETE])).content.decode()

    assert "the 1 expected report is decided," in page
    assert "2014 is provisional:" in page
    assert "Off track" not in page


def read(client: Client, url: str) -> list[dict[str, str]]:
    text = client.get(url).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_files_say_what_is_provisional(
    client: Client, trained: IndicatorVersion, question: Question, devco: User
) -> None:
    client.force_login(devco)
    page = trained.indicator.get_absolute_url()

    results = read(client, f"{page}results.csv")

    assert [(one["year"], one["provisional"]) for one in results] == [("2013", "no"), ("2014", "yes")]
    names = ("reports_expected", "reports_accepted", "reports_decided")
    assert [results[1][name] for name in names] == ["2", "1", "1"]


def test_the_api_says_what_is_provisional(
    plan: Plan, trained: IndicatorVersion, official: IndicatorVersion, devco: User
) -> None:
    api = APIClient()
    api.force_authenticate(devco)

    def results(code: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = api.get("/api/v1/results/", {"indicator": code}).json()["results"]
        return found

    def flags(code: str) -> list[tuple[int, bool, bool]]:
        return [(one["year"], one["is_provisional"], one["is_so_far"]) for one in results(code)]

    assert flags("O2-1") == [(2013, False, False), (2014, True, True)]
    assert flags("O1-1") == [(2013, False, False), (2014, False, False)]
    [_complete, running] = results("O2-1")
    counts = ("state", "expected", "accepted", "decided", "to_come", "exempt", "is_closed")
    assert [running["reports_on_year"][name] for name in counts] == ["provisional", 2, 1, 1, 1, 0, False]
    assert [one["id"] for one in [api.get(f"/api/v1/results/{running['id']}/").json()]] == [running["id"]]
    dashboard = api.get("/api/v1/dashboard/", {"year": RUNNING}).json()
    assert (dashboard["is_provisional"], dashboard["completeness"]["accepted"]) == (True, 1)
    assert {one["code"]: one["status"] for one in dashboard["indicators"]} == {
        "O2-1": "provisional",
        "O1-1": "off_track",
    }
    assert api.get("/api/v1/dashboard/").json()["year"] == COMPLETE
