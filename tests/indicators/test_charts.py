"""What the pictures of an indicator say of it."""

from decimal import Decimal

import pytest

from indicators import charts
from indicators.models import Result
from indicators.selectors.standings import Standing
from tests.factories.indicators import IndicatorFactory, IndicatorVersionFactory, ResultFactory
from tests.factories.outputs import PlanFactory


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


def standing_in(year: int, results: dict[int, Result]) -> Standing:
    return Standing(results[2010].version.indicator, year, results)


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
