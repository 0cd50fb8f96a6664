"""Whether a plan's year is complete, and the counts that say how far it is."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from activities.reporting.enums import YearState
from activities.reporting.models import Extension, Round
from activities.reporting.selectors.years import years_of
from kernel.days import portal_day
from members.models import User
from outputs.models import Plan
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory.create()


@pytest.fixture
def running(plan: Plan) -> Round:
    return RoundFactory.create(plan=plan, year=2013)


@pytest.fixture
def closed(plan: Plan) -> Round:
    return RoundFactory.create(plan=plan, year=2013, closed=True)


def test_a_year_without_an_opened_round_is_not_begun(plan: Plan) -> None:
    RoundFactory.create(plan=plan, year=2013, unopened=True)

    found = years_of(plan)

    assert list(found) == list(plan.years)
    assert {one.state for one in found.values()} == {YearState.NOT_BEGUN}


def test_a_year_is_provisional_while_its_round_is_open_though_all_is_accepted(
    plan: Plan, running: Round
) -> None:
    ReportFactory.create(round=running, accepted=True)

    found = years_of(plan)[2013]

    assert (found.state, found.expected, found.accepted, found.decided) == (YearState.PROVISIONAL, 1, 1, 1)


def test_counts_say_how_far_it_is(plan: Plan, running: Round) -> None:
    for state in ("draft", "submitted", "in_review", "returned", "accepted", "exempt"):
        ReportFactory.create(round=running, **{state: True})
    ReportFactory.create(round=running)

    found = years_of(plan)[2013]

    assert (found.expected, found.accepted, found.to_review, found.to_come, found.exempt) == (6, 1, 2, 3, 1)
    assert (found.decided, found.never_came, found.is_closed) == (1, 0, False)
    assert (found.due_on, found.is_due, found.is_past_closing) == (dt.date(2014, 3, 31), True, False)


def test_a_closed_round_waits_for_what_is_in_review(plan: Plan, closed: Round) -> None:
    for state in ("accepted", "in_review", "draft"):
        ReportFactory.create(round=closed, **{state: True})

    found = years_of(plan)[2013]

    assert (found.state, found.decided, found.to_review) == (YearState.PROVISIONAL, 2, 1)


def test_a_closed_round_with_all_decided_is_complete(plan: Plan, closed: Round) -> None:
    for state in ("accepted", "exempt", "draft"):
        ReportFactory.create(round=closed, **{state: True})

    found = years_of(plan)[2013]

    assert found.is_complete
    assert (found.expected, found.accepted, found.never_came, found.to_come) == (2, 1, 1, 0)


def test_a_report_reopened_after_closing_makes_the_year_provisional_again(
    plan: Plan, closed: Round, devt_officer: User
) -> None:
    report = ReportFactory.create(round=closed, draft=True)
    Extension.objects.create(
        round=closed,
        member=report.member,
        due_on=portal_day() + dt.timedelta(days=3),
        reason="Flood",
        granted_by=devt_officer,
    )

    found = years_of(plan)[2013]

    assert (found.state, found.to_come, found.never_came) == (YearState.PROVISIONAL, 1, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_for_any_number_of_rounds_and_reports(
    plan: Plan, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in plan.years[:count]:
        ReportFactory.create_batch(count, round=RoundFactory.create(plan=plan, year=year))

    with django_assert_num_queries(2):
        years_of(plan)
