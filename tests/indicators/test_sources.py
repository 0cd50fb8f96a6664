"""A figure says where its source was read off a graph."""

import pytest
from django.test import Client

from indicators.selectors.sources import is_read_off
from kernel.measures import MEASURES
from members.committees.enums import READ_OFF_GRAPHS
from members.committees.loading import statistics
from members.models import User
from outputs.models import Plan
from tests.factories.indicators import IndicatorVersionFactory, ResultFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("numerator", "denominator", "found"),
    [
        ("p_roles", "", True),
        ("100", "members + secretariats__in_2010", True),
        ("certificates_9001", "members", False),
        ("q_p_roles", "", False),
    ],
)
def test_a_formula_that_names_a_read_off_series(numerator: str, denominator: str, found: bool) -> None:
    version = IndicatorVersionFactory.build(numerator=numerator, denominator=denominator)

    assert is_read_off(version) is found


def test_every_series_of_the_source_that_reads_graphs_is_marked() -> None:
    assert set(statistics.PARTICIPATION.values()) == READ_OFF_GRAPHS
    assert {
        series for one in MEASURES.declared.values() if one.is_read_off for series in one.taken_from
    } == READ_OFF_GRAPHS


def test_the_figure_says_so(client: Client, plan: Plan, devco: User) -> None:
    result = ResultFactory.create(version__indicator__plan=plan, version__numerator="p_roles", year=2013)
    client.force_login(devco)

    page = client.get(result.version.indicator.get_absolute_url(), {"year": 2013}).content.decode()

    assert "; read off a graph" in page
