"""Reporting rates by UN region."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from activities.reporting.models import Extension, Report, Round, Version
from activities.reporting.selectors.rates import Rate, rates
from members.models import Member, User
from tests.factories.members import MemberFactory
from tests.factories.reporting import ReportFactory, RoundFactory

pytestmark = pytest.mark.django_db

ON_TIME = dt.datetime(2014, 3, 31, 12, tzinfo=dt.UTC)
LATE = dt.datetime(2014, 4, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def reporting_round() -> Round:
    return RoundFactory.create(year=2013)


def submitted(reporting_round: Round, member: Member, by: User, at: dt.datetime, **more: Any) -> Report:
    report: Report = ReportFactory.create(round=reporting_round, member=member, **more)
    Version.objects.create(
        report=report,
        number=1,
        receipt=f"R-{report.pk}",
        content={},
        sha256="0" * 64,
        submitted_at=at,
        submitted_by=by,
    )
    return report


def test_counts_by_region_and_in_all(
    reporting_round: Round, kenya: Member, ghana: Member, nsb_officer: User
) -> None:
    asian = MemberFactory.create(region__name="Asia", region__slug="asia")
    submitted(reporting_round, kenya, nsb_officer, ON_TIME, accepted=True)
    submitted(reporting_round, ghana, nsb_officer, LATE, submitted=True)
    ReportFactory.create(round=reporting_round, member=asian, draft=True)

    found = rates(reporting_round.plan, 2013)

    assert found.regions == (
        Rate("africa", "Africa", 2, 2, 1, 1, due=2),
        Rate("asia", "Asia", 1, 0, 0, 0, due=1),
    )
    assert found.total == Rate("", "", 3, 2, 1, 1, due=3)
    assert (found.total.late, found.total.missing, found.total.to_come) == (1, 1, 0)
    assert found.total.timeliness == Decimal(100) / 3


def test_what_is_not_due_is_not_late(
    reporting_round: Round, kenya: Member, ghana: Member, nsb_officer: User
) -> None:
    submitted(reporting_round, kenya, nsb_officer, ON_TIME, submitted=True)
    ReportFactory.create(round=reporting_round, member=ghana, draft=True)

    with time_machine.travel(dt.datetime(2014, 3, 31, 12, tzinfo=dt.UTC), tick=False):
        before = rates(reporting_round.plan, 2013).total
    with time_machine.travel(dt.datetime(2014, 4, 1, 12, tzinfo=dt.UTC), tick=False):
        after = rates(reporting_round.plan, 2013).total

    assert (before.timeliness, before.missing, before.to_come) == (100, 0, 1)
    assert (after.timeliness, after.missing, after.to_come) == (50, 1, 0)


def test_before_anything_is_due_there_is_no_rate(reporting_round: Round, kenya: Member) -> None:
    ReportFactory.create(round=reporting_round, member=kenya)

    with time_machine.travel(dt.datetime(2014, 3, 1, tzinfo=dt.UTC), tick=False):
        found = rates(reporting_round.plan, 2013).total

    assert (found.due, found.timeliness) == (0, None)


def test_exempt_members_are_not_expected(reporting_round: Round, kenya: Member) -> None:
    ReportFactory.create(round=reporting_round, member=kenya, exempt=True)

    found = rates(reporting_round.plan, 2013).total

    assert (found.expected, found.completeness, found.acceptance) == (0, None, None)


def test_an_extension_moves_the_due_date(
    reporting_round: Round, kenya: Member, nsb_officer: User, devt_officer: User
) -> None:
    submitted(reporting_round, kenya, nsb_officer, LATE, submitted=True)
    Extension.objects.create(
        round=reporting_round,
        member=kenya,
        due_on=LATE.date(),
        reason="Flood",
        granted_by=devt_officer,
    )

    assert rates(reporting_round.plan, 2013).total.on_time == 1


def test_a_returned_report_is_not_counted_as_reported(
    reporting_round: Round, kenya: Member, nsb_officer: User
) -> None:
    submitted(reporting_round, kenya, nsb_officer, ON_TIME, returned=True)

    found = rates(reporting_round.plan, 2013).total

    assert (found.expected, found.reported, found.on_time) == (1, 0, 0)
    assert found.completeness == 0
