"""The yearly dashboard as a page: what it shows, to whom, and in how many queries."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.enums import IndicatorLevel, NoValue, Split, Status
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

DASHBOARD_QUERIES = 18


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def output(plan: Plan) -> Output:
    return OutputFactory.create(plan=plan, number=1, short_name="Participation")


def address(year: int = 2013) -> str:
    return reverse("dashboard:dashboard", args=["APDC", year])


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

    assert "31 of 52 members, 31 of 38 reports accepted" in page
    assert "0 of 1 indicator with a status is on track" in page
    assert '<em class="missing">not compared</em>' in page
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
    assert "1 no data" in page
    assert "No indicator has a status in 2013 yet" in page


def test_an_indicator_without_data_says_what_it_waits_for(
    client: Client, output: Output, devco: User
) -> None:
    indicator = IndicatorFactory.create(output=output, waits_for="Waits for ballots due and answered.")
    ResultFactory.create(version__indicator=indicator, missing=True, no_value=NoValue.NOT_COMPUTABLE_YET)

    page = page_of(client, devco, address())

    assert "Waits for ballots due and answered." in page


def test_a_plan_without_data_says_so_calmly(client: Client, output: Output, devco: User) -> None:
    page = page_of(client, devco, address())

    assert "No figures for 2013 yet." in page
    assert "no indicator measures it this year" in page
    assert "No reporting round on 2013 has been opened." in page
    assert "No indicator has a status in 2013 yet" in page


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

    response = client.get(reverse("dashboard:current"), follow=True)

    assert response.redirect_chain[-1][0] == address(2012)


def test_without_any_plan_there_is_a_word(client: Client, devco: User) -> None:
    page = page_of(client, devco, reverse("dashboard:current"))

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


def test_headlines_are_drawn_and_what_lags_most_is_listed_by_status(
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

    found = client.get(address()).context

    assert [one.standing.indicator.code for one in found["headlines"]] == ["C"]
    assert found["headlines"][0].regions.rows[0].label == "Africa"
    [off_track] = found["attention"]
    assert (off_track.status, off_track.all) == (Status.OFF_TRACK, 2)
    assert [one.indicator.code for one, _picture in off_track.rows] == ["B", "D"]


def test_of_many_that_lag_the_worst_are_listed_and_all_are_counted(
    client: Client, output: Output, devco: User
) -> None:
    for value in (10, 20, 30, 40, 50, 60, 85):
        indicator = IndicatorFactory.create(output=output, code=f"O1-{value}")
        TargetFactory.create(indicator=indicator, value=100)
        ResultFactory.create(version__indicator=indicator, value=value)
    client.force_login(devco)

    off_track, at_risk = client.get(address()).context["attention"]

    assert (off_track.all, len(off_track.rows), at_risk.all) == (6, 5, 1)
    assert off_track.rows[-1][0].indicator.code == "O1-50"


def test_the_outputs_add_up_to_what_their_card_counts(client: Client, output: Output, devco: User) -> None:
    for indicator in (
        IndicatorFactory.create(output=output),
        IndicatorFactory.create(of_purpose=True, plan=output.plan),
    ):
        TargetFactory.create(indicator=indicator, value=100)
        ResultFactory.create(version__indicator=indicator, value=100)

    page = page_of(client, devco, address())

    assert "1 of 1 indicator with a status is on track" in page
    assert "Indicators of each output by status in 2013, without the one of the purpose." in page


def test_no_two_cards_have_the_same_heading(client: Client, output: Output, devco: User) -> None:
    for code in "ABC":
        indicator = IndicatorFactory.create(output=output, code=code)
        version = IndicatorVersionFactory.create(indicator=indicator)
        TargetFactory.create(indicator=indicator, value=1000)
        for year in (2012, 2013):
            ResultFactory.create(version=version, year=year)
            ResultFactory.create(version=version, year=year, split=Split.UN_REGION, group="Africa")
            ResultFactory.create(version=version, year=year, split=Split.LDC, group="yes", value=10)

    page = page_of(client, devco, address())

    found = [
        " ".join(re.sub("<[^>]+>", "", heading).split())
        for heading in re.findall("<h2.*?</h2>", page, re.DOTALL)
    ]
    assert len(found) == len(set(found)) == 11
    assert "Name of A: 100 in 2012, 100 in 2013" in found


def test_groups_are_compared_with_their_share_of_the_members(
    client: Client, output: Output, devco: User
) -> None:
    version = IndicatorVersionFactory.create(indicator__output=output)
    ResultFactory.create(version=version, value=200, expected=40)
    ResultFactory.create(version=version, value=10, expected=10, split=Split.LDC, group="yes")
    ResultFactory.create(version=version, value=190, expected=30, split=Split.LDC, group="no")
    ResultFactory.create(version=version, missing=True, split=Split.SIDS, group="yes")
    client.force_login(devco)

    found = client.get(address()).context["left_behind"].chart

    assert [row.label for row in found.rows] == ["least developed countries"]
    assert [cell.text for cell in found.rows[0].cells] == ["5\u202f%", "25\u202f%"]


def test_without_marked_headlines_the_first_with_values_are_drawn(
    client: Client, output: Output, devco: User
) -> None:
    for code in "ABCD":
        ResultFactory.create(version__indicator__output=output, version__indicator__code=code)
    client.force_login(devco)

    drawn = client.get(address()).context["headlines"]

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
    [bar] = response.context["rate_bars"]
    assert (bar.rate.label, [one.kind for one in bar.segments]) == ("Africa", ["none"])
