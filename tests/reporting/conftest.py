"""A round, a report of Kenya in it, and the day on which the tests take place."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from activities.reporting.models import Report, Round
from members.models import Member, User
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory

TODAY = dt.date(2014, 3, 19)


@pytest.fixture
def march_19() -> Iterator[None]:
    """Noon on 19 March 2014, twelve days before the round of 2013 falls due."""
    with time_machine.travel(dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def round_2013(db: None) -> Round:
    return RoundFactory.create(plan=PlanFactory.create(code="APDC-2011-2015"), year=2013)


@pytest.fixture
def report(round_2013: Round, kenya: Member) -> Report:
    return ReportFactory.create(round=round_2013, member=kenya, draft=True)


@pytest.fixture
def editor(client: Client, nsb_editor: User) -> Client:
    client.force_login(nsb_editor)
    return client
