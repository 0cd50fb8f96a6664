"""The list of indicators, and the page of one."""

import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from indicators.enums import Direction, Split
from indicators.models import Indicator
from members.models import User
from outputs.models import Output, Plan
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorVersionFactory,
    ResultFactory,
    TargetFactory,
)
from tests.factories.outputs import OutputFactory, PlanFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 12


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def output(plan: Plan) -> Output:
    return OutputFactory.create(plan=plan, number=1)


@pytest.fixture
def indicator(output: Output) -> Indicator:
    return IndicatorFactory.create(
        output=output,
        code="O1-1",
        name="P-memberships held",
        definition="Number of P-memberships.",
        unit="memberships",
        baseline_value=3241,
        baseline_note="90 members with a row",
        means_of_verification="Official statistics of participation.",
        assumption="Members do the work that goes with it.",
        method_refs=["M1"],
    )


def listed(client: Client, user: User, query: str = "") -> list[str]:
    client.force_login(user)
    response = client.get(reverse("indicators:list", args=["APDC"]) + query)
    return [standing.indicator.code for standing in response.context["standings"]]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["P-1", "O1-1", "E1.2-1"]),
        ("?q=p-memberships HELD", ["O1-1"]),
        ("?level=purpose", ["P-1"]),
        ("?output=1", ["O1-1"]),
        ("?status=at_risk", ["O1-1"]),
        ("?q=nothing like it", []),
    ],
)
def test_list_can_be_searched_and_narrowed(
    client: Client, indicator: Indicator, devco: User, query: str, codes: list[str]
) -> None:
    plan = indicator.plan
    IndicatorFactory.create(of_purpose=True, plan=plan, code="P-1", position=0)
    Indicator.objects.filter(pk=indicator.pk).update(position=1)
    IndicatorFactory.create(
        of_effectiveness=True,
        activity__output__plan=plan,
        activity__output__number=2,
        code="E1.2-1",
        position=2,
    )
    ResultFactory.create(version__indicator=indicator, value=90)
    TargetFactory.create(indicator=indicator, value=100)

    assert listed(client, devco, query) == codes


def test_the_list_shows_the_year_that_is_chosen(client: Client, indicator: Indicator, devco: User) -> None:
    version = IndicatorVersionFactory.create(indicator=indicator)
    ResultFactory.create(version=version, year=2012, value=88)
    ResultFactory.create(version=version, year=2013, value=90)
    client.force_login(devco)
    address = reverse("indicators:list", args=["APDC"])

    latest, earlier = (client.get(address + query).content.decode() for query in ("", "?year=2012"))

    assert '<option value="2013" selected>' in latest
    assert f'href="{indicator.get_absolute_url()}?year=2012"' in earlier
    assert ">88<" in re.sub(r"\s", "", earlier)
    assert client.get(f"{address}?year=1999").status_code == HTTPStatus.BAD_REQUEST


def test_donors_read_definitions_without_results(client: Client, indicator: Indicator, donor: User) -> None:
    ResultFactory.create(version__indicator=indicator, value=98765)
    client.force_login(donor)

    for url in (reverse("indicators:list", args=["APDC"]), indicator.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "P-memberships held" in page
        assert "98,765" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow_with_rows(
    client: Client, output: Output, devco: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        indicator = IndicatorFactory.create(output=output)
        ResultFactory.create(version__indicator=indicator)
        TargetFactory.create(indicator=indicator)
    client.force_login(devco)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("indicators:list", args=["APDC"]))


def test_page_tells_all_of_the_definition(client: Client, indicator: Indicator, devco: User) -> None:
    client.force_login(devco)

    page = client.get(indicator.get_absolute_url()).content.decode()

    for text in (
        "Number of P-memberships.",
        "memberships, more is better",
        "3,241",
        "90 members with a row",
        "Official statistics of participation.",
        "Members do the work that goes with it.",
        "M1",
        "on track from 95 % of the target, at risk from 80 %",
    ):
        assert text in page


def test_page_shows_the_year_asked_for(client: Client, indicator: Indicator, devco: User) -> None:
    version = IndicatorVersionFactory.create(indicator=indicator)
    ResultFactory.create(version=version, year=2012, value=3705)
    ResultFactory.create(version=version, year=2013, value=4056)
    client.force_login(devco)

    newest = client.get(indicator.get_absolute_url())
    asked = client.get(indicator.get_absolute_url() + "?year=2012")
    nonsense = client.get(indicator.get_absolute_url() + "?year=1066")

    assert [one.context["year"] for one in (newest, asked)] == [2013, 2012]
    assert nonsense.status_code == 400
    assert "“1066” is not known here. Use one of: 2010, 2011, 2012, 2013, 2014, 2015." in nonsense.text
    assert "3,705" in asked.content.decode()


def test_page_of_an_indicator_that_waits_says_for_what(client: Client, output: Output, devco: User) -> None:
    indicator = IndicatorFactory.create(output=output, waits_for="Waits for ballots due.")
    client.force_login(devco)

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert "No figures yet." in page
    assert "Waits for ballots due." in page


def test_context_indicators_have_no_thresholds(client: Client, output: Output, devco: User) -> None:
    indicator = IndicatorFactory.create(output=output, direction=Direction.CONTEXT)
    client.force_login(devco)

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert "at risk from" not in page


def test_splits_show_each_group_with_words(client: Client, indicator: Indicator, devco: User) -> None:
    version = IndicatorVersionFactory.create(indicator=indicator, ratio=True)
    ResultFactory.create(version=version)
    parts = [("yes", 60), ("no", 30), ("unknown", None)]
    for group, value in parts:
        ResultFactory.create(
            version=version,
            split=Split.LDC,
            group=group,
            value=value,
            no_value="" if value else "no_data",
            denominator=100,
            does_not_add_up=True,
        )
    client.force_login(devco)

    response = client.get(indicator.get_absolute_url())
    [table] = response.context["splits"]
    page = response.content.decode()

    assert [part.label for part in table.parts] == ["least developed countries", "other countries", "unknown"]
    assert 'id="ldc"' in page
    assert "The parts do not add up to the total" in page
    assert '<em class="missing">no data</em>' in page


def test_an_unknown_indicator_is_not_found(client: Client, plan: Plan, devco: User) -> None:
    client.force_login(devco)

    assert client.get(reverse("indicators:indicator", args=["APDC", "X-1"])).status_code == 404
