"""Indicators on the pages of outputs and activities, and the dashboard on the start page."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator
from members.models import User
from tests.factories.indicators import IndicatorFactory, ResultFactory
from tests.factories.outputs import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    indicator = IndicatorFactory.create(
        of_effectiveness=True,
        activity__output__plan=PlanFactory.create(code="APDC"),
        code="E1.2-1",
        name="Leadership positions",
    )
    ResultFactory.create(version__indicator=indicator, value=98765)
    return indicator


@pytest.mark.parametrize("place", ["output", "activity"])
def test_pages_of_the_plan_show_their_indicators(
    client: Client, indicator: Indicator, devco: User, place: str
) -> None:
    client.force_login(devco)

    page = client.get(getattr(indicator, place).get_absolute_url()).content.decode()

    assert "Leadership positions" in page
    assert "98,765" in page


@pytest.mark.parametrize("place", ["output", "activity"])
def test_donors_see_definitions_only(client: Client, indicator: Indicator, donor: User, place: str) -> None:
    client.force_login(donor)

    page = client.get(getattr(indicator, place).get_absolute_url()).content.decode()

    assert indicator.definition in page
    assert "98,765" not in page


def test_devco_starts_from_the_newest_dashboard(client: Client, indicator: Indicator, devco: User) -> None:
    client.force_login(devco)

    page = client.get(reverse("home")).content.decode()

    assert reverse("dashboard:dashboard", args=["APDC", 2013]) in page
    assert "Indicators on track" in page


def test_members_start_with_the_way_to_it(client: Client, indicator: Indicator, nsb_viewer: User) -> None:
    client.force_login(nsb_viewer)

    page = client.get(reverse("home")).content.decode()

    assert reverse("dashboard:dashboard", args=["APDC", 2013]) in page
    assert "Indicators on track" not in page


def test_donors_do_not_start_from_it(client: Client, indicator: Indicator, donor: User) -> None:
    client.force_login(donor)

    assert "dashboard" not in client.get(reverse("home")).content.decode().lower()
