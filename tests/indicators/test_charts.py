"""What the pictures of an indicator say of it, and that *at least* is said wherever a figure stands."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators import charts
from indicators.enums import Split
from indicators.models import MemberValue, Result
from indicators.selectors.member_values import value_in_words
from indicators.selectors.performance import IndicatorPerformance
from members.models import User
from outputs.models import Output
from tests.factories.indicators import IndicatorFactory, IndicatorVersionFactory, ResultFactory
from tests.factories.members import RegionFactory
from tests.factories.outputs import OutputFactory, PlanFactory


@pytest.fixture
def results() -> dict[int, Result]:
    """From 2010 to 2015, without 2012."""
    indicator = IndicatorFactory.build(
        plan=PlanFactory.build(), output=None, name="P-memberships", unit="positions"
    )
    version = IndicatorVersionFactory.build(indicator=indicator)
    values = {2010: 3241, 2011: 3538, 2013: 4056, 2014: 4127, 2015: 4334}
    return {
        year: ResultFactory.build(version=version, run=None, year=year, value=Decimal(value))
        for year, value in values.items()
    }


def standing_in(year: int, results: dict[int, Result]) -> IndicatorPerformance:
    return IndicatorPerformance(results[2010].version.indicator, year, results)


@pytest.mark.parametrize(
    ("year", "title"),
    [
        (2010, "P-memberships"),
        (2012, "P-memberships: 3,241 in 2010, 3,538 in 2011"),
        (2014, "P-memberships: 3,241 in 2010, 4,127 in 2014"),
        (2015, "P-memberships: 3,241 in 2010, 4,334 in 2015"),
    ],
)
def test_a_trend_is_told_up_to_the_year_shown(results: dict[int, Result], year: int, title: str) -> None:
    standing = standing_in(year, results)

    chart = charts.trend(standing)

    assert chart is not None
    assert chart.title == title
    assert f'aria-label="{title}"' in charts.spark(standing)
    assert chart.rows[-1].cells[0].text == "4,334"


LEAST = {2010: 7_010_203, 2012: 7_230_411, 2013: 7_450_619}
OF_AFRICA = 6_180_307


@pytest.fixture
def least(db: None) -> Result:
    """A headline whose every figure, its baseline and a region's, is a sum to which more belongs."""
    output: Output = OutputFactory.create(plan__code="APDC", number=1)
    version = IndicatorVersionFactory.create(
        indicator__output=output, indicator__code="O1-1", indicator__is_headline=True
    )
    region = RegionFactory.create()
    ResultFactory.create(
        version=version, value=OF_AFRICA, at_least=True, split=Split.UN_REGION, group=region.slug
    )
    for year, value in LEAST.items():
        found = ResultFactory.create(version=version, year=year, value=value, at_least=True)
    return found


def pages_of(result: Result) -> list[str]:
    """Where people read it; those that know years show the result's."""
    indicator = result.version.indicator
    plan = indicator.plan.code
    pages = [reverse("dashboard:dashboard", args=[plan, result.year])]
    pages += [f"{indicator.get_absolute_url()}?year={result.year}", reverse("indicators:list", args=[plan])]
    return pages if indicator.output is None else [*pages, indicator.output.get_absolute_url()]


def test_at_least_is_said_wherever_the_figure_stands(client: Client, least: Result, devco: User) -> None:
    client.force_login(devco)
    figures = "|".join(f"{value:,}" for value in (*LEAST.values(), OF_AFRICA))
    told: dict[str, list[str]] = {}
    bare: list[tuple[str, str]] = []
    for address in pages_of(least):
        page = " ".join(client.get(address).content.decode().split())
        told[address] = places = re.findall(rf"(.{{0,9}})(?:{figures})", page)
        bare += [(address, one) for one in places if not one.endswith(("at least ", "≥"))]

    assert all(told.values())
    assert bare == []


def test_at_least_is_said_of_ones_own_figure(results: dict[int, Result]) -> None:
    version = results[2013].version
    value = MemberValue(version=version, value=Decimal(3739), at_least=True)

    assert value_in_words(value) == "at least 3,739"
