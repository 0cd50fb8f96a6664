"""The yearly dashboard as a page: what it shows, to whom, and in how many queries."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.enums import IndicatorLevel, NoValue, Split
from members.models import Member, User
from outputs.models import Output, Plan
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorVersionFactory,
    ResultFactory,
    StaleFactory,
    TargetFactory,
)
from tests.factories.members import RegionFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory

pytestmark = pytest.mark.django_db

DASHBOARD_QUERIES = 13


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def output(plan: Plan) -> Output:
    return OutputFactory.create(plan=plan, number=1, short_name="Participation")


def address(year: int = 2013) -> str:
    return reverse("editions:dashboard", args=["APDC", year])


def client_of(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def page_of(client: Client, user: User, url: str) -> str:
    client.force_login(user)
    return client.get(url).content.decode()


def test_shows_value_target_status_and_coverage(client: Client, output: Output, devco: User) -> None:
    indicator = IndicatorFactory.create(output=output, code="O1-1", name="P-memberships", baseline_value=64)
    version = IndicatorVersionFactory.create(indicator=indicator)
    ResultFactory.create(version=version, year=2012, value=88)
    ResultFactory.create(version=version, value=90, expected=52, reported=38, accepted=31)
    TargetFactory.create(indicator=indicator, value=100)

    page = page_of(client, devco, address())

    assert "38 of 52 members, 31 accepted" in page
    assert "90 % of target" in page
    assert "0 of 1 indicator met" in page
    for number in ("64", "88", "90", "100"):
        assert number in page
    assert "At risk" in page
    assert f'href="{indicator.get_absolute_url()}?year=2013#figures"' in page


def test_missing_is_said_in_words(client: Client, output: Output, devco: User) -> None:
    indicator = IndicatorFactory.create(output=output, code="O1-1")
    ResultFactory.create(version__indicator=indicator, missing=True)

    page = page_of(client, devco, address())

    assert '<em class="missing">no data</em>' in page
    assert "none of 52 members" in page
    assert "its 1 indicator waits for data or a target" in page


def test_an_indicator_without_data_says_what_it_waits_for(
    client: Client, output: Output, devco: User
) -> None:
    indicator = IndicatorFactory.create(output=output, waits_for="Waits for ballots due and answered.")
    ResultFactory.create(version__indicator=indicator, missing=True, no_value=NoValue.WAITS)

    page = page_of(client, devco, address())

    assert "Waits for ballots due and answered." in page


def test_a_plan_without_data_says_so_calmly(client: Client, output: Output, devco: User) -> None:
    page = page_of(client, devco, address())

    assert "No figures for 2013 yet." in page
    assert "No indicator measures it this year." in page
    assert "No reporting round on 2013 has been opened." in page
    assert '<em class="missing">no data</em>' in page
    assert "of 1" not in page


def test_sample_data_and_stale_figures_are_marked(client: Client, output: Output, devco: User) -> None:
    indicator = IndicatorFactory.create(output=output)
    ResultFactory.create(version__indicator=indicator, has_sample=True, imputed=2)
    StaleFactory.create(plan=output.plan)

    page = page_of(client, devco, address())

    assert '<span class="tag sample">sample data</span>' in page
    assert "2 values filled in by their publisher" in page
    assert "Data have changed since these figures were computed." in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["O1-1", "O1-2", "O2-1"]),
        ("?output=2", ["O2-1"]),
        ("?show=attention", ["O1-2"]),
        ("?show=data", ["O1-1", "O1-2"]),
        ("?show=attention&output=2", []),
        ("?show=nonsense&output=99", ["O1-1", "O1-2", "O2-1"]),
    ],
)
def test_the_table_can_be_narrowed(
    client: Client, output: Output, devco: User, query: str, codes: list[str]
) -> None:
    other = OutputFactory.create(plan=output.plan, number=2)
    for code, of, value in [("O1-1", output, 100), ("O1-2", output, 10), ("O2-1", other, None)]:
        indicator = IndicatorFactory.create(output=of, code=code)
        TargetFactory.create(indicator=indicator, value=100)
        if value:
            ResultFactory.create(version__indicator=indicator, value=value)
    client.force_login(devco)

    groups = client.get(address() + query).context["groups"]

    assert [one.indicator.code for group in groups for one in group.standings] == codes


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(
    client: Client,
    output: Output,
    devco: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        indicator = IndicatorFactory.create(output=output)
        version = IndicatorVersionFactory.create(indicator=indicator)
        TargetFactory.create(indicator=indicator)
        for year in (2012, 2013):
            ResultFactory.create(version=version, year=year)
    client.force_login(devco)

    with django_assert_num_queries(DASHBOARD_QUERIES):
        client.get(address())


@pytest.mark.parametrize("role", ["devt_officer", "devco", "nsb_viewer"])
def test_is_open_to_those_who_run_review_and_report(
    client: Client, plan: Plan, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))

    assert client.get(address()).status_code == 200


def test_donors_are_told_why_not(client: Client, plan: Plan, donor: User) -> None:
    client.force_login(donor)

    response = client.get(address())

    assert response.status_code == 403


def test_strangers_are_asked_to_sign_in(client: Client, plan: Plan) -> None:
    response = client.get(address())

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_another_year_than_the_plan_has_is_not_found(client: Client, plan: Plan, devco: User) -> None:
    client.force_login(devco)

    assert client.get(address(2010)).status_code == 404


def test_leads_to_the_newest_year_with_results(client: Client, output: Output, devco: User) -> None:
    version = IndicatorVersionFactory.create(indicator__output=output)
    ResultFactory.create(version=version, year=2012)
    ResultFactory.create(version=version, year=2014, missing=True)
    client.force_login(devco)

    response = client.get(reverse("editions:current"), follow=True)

    assert response.redirect_chain[-1][0] == address(2012)


def test_without_any_plan_there_is_a_word(client: Client, devco: User) -> None:
    page = page_of(client, devco, reverse("editions:current"))

    assert "There is no plan yet" in page


def test_an_indicator_of_an_activity_stands_with_its_output(
    client: Client, output: Output, devco: User
) -> None:
    activity = ActivityFactory.create(output=output)
    indicator = IndicatorFactory.create(
        of_effectiveness=True, activity=activity, output=None, plan=output.plan, level=IndicatorLevel.OUTPUT
    )
    client.force_login(devco)

    [group] = client.get(address()).context["groups"]

    assert group.title == "Output 1: Participation"
    assert [one.indicator for one in group.standings] == [indicator]


def test_headlines_are_drawn_first_and_then_what_lags_most(
    client: Client, output: Output, devco: User
) -> None:
    for code, value, is_headline in [("A", 100, False), ("B", 10, False), ("C", 100, True), ("D", 50, False)]:
        indicator = IndicatorFactory.create(output=output, code=code, is_headline=is_headline)
        version = IndicatorVersionFactory.create(indicator=indicator)
        TargetFactory.create(indicator=indicator, value=100)
        ResultFactory.create(version=version, value=value)
        ResultFactory.create(version=version, value=value, split=Split.UN_REGION, group="africa")
    RegionFactory.create(name="Africa", slug="africa")
    client.force_login(devco)

    drawn = client.get(address()).context["drawn"]

    assert [one.standing.indicator.code for one in drawn] == ["C", "B", "D"]
    assert [one.is_behind for one in drawn] == [False, True, True]
    assert drawn[0].regions.rows[0].label == "Africa"


def test_without_marked_headlines_the_first_with_values_are_drawn(
    client: Client, output: Output, devco: User
) -> None:
    for code in "ABCD":
        ResultFactory.create(version__indicator__output=output, version__indicator__code=code)
    client.force_login(devco)

    drawn = client.get(address()).context["drawn"]

    assert [one.standing.indicator.code for one in drawn] == ["A", "B", "C"]


def test_last_year_is_marked_as_sample_and_leads_to_its_page(
    client: Client, output: Output, devco: User
) -> None:
    version = IndicatorVersionFactory.create(indicator__output=output)
    ResultFactory.create(version=version, year=2012, has_sample=True)

    page = page_of(client, devco, address())

    assert page.count('<span class="tag sample">sample data</span>') == 1
    assert f'href="{version.indicator.get_absolute_url()}?year=2012#figures"' in page


def test_sample_reports_mark_the_reporting_rates(
    client: Client, plan: Plan, kenya: Member, devco: User
) -> None:
    ReportFactory.create(round=RoundFactory.create(plan=plan), member=kenya, is_sample=True)

    response = client_of(client, devco).get(address())

    assert response.context["dashboard"].rates.has_sample
    assert response.context["rates_chart"].rows[0].label == "Africa"
