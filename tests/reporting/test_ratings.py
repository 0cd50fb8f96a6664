"""How members rate an activity, by region: which year, who counts, and who reads it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from activities.reporting.models import Round, Section
from activities.reporting.selectors.ratings import ratings_of
from members.models import Member, User
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory, RegionFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory, SectionFactory


@pytest.fixture
def activity(db: None) -> Activity:
    plan: Plan = PlanFactory.create()
    return ActivityFactory.create(output=OutputFactory.create(plan=plan), code="1.2")


def round_of(activity: Activity, year: int, *, is_closed: bool = True) -> Round:
    round_: Round = RoundFactory.create(plan=activity.output.plan, year=year, closed=is_closed)
    return round_


def rated(activity: Activity, round_: Round, member: Member, rating: str, **fields: Any) -> None:
    report = ReportFactory.create(member=member, round=round_, **({"accepted": True} | fields))
    section = SectionFactory.create(report=report, activity=activity)
    Section.objects.filter(pk=section.pk).update(rating=rating)


def test_nothing_is_shown_before_a_report_is_accepted(activity: Activity, kenya: Member) -> None:
    rated(activity, round_of(activity, 2013), kenya, "on_track", accepted=False)

    assert ratings_of(activity) is None


def test_ratings_by_region_of_the_last_closed_year(activity: Activity, kenya: Member, ghana: Member) -> None:
    asia = DevelopingMemberFactory.create(region=RegionFactory.create(name="Asia", slug="asia"))
    before, last = round_of(activity, 2012), round_of(activity, 2013)
    rated(activity, before, kenya, "delayed")
    rated(activity, last, kenya, "completed")
    rated(activity, last, ghana, "delayed")
    rated(activity, last, asia, "on_track", accepted=False)
    rated(activity, round_of(activity, 2014, is_closed=False), kenya, "not_started")

    found = ratings_of(activity)

    assert found is not None
    assert (found.year, found.is_closed) == (2013, True)
    assert (found.all.good, found.all.rated, found.all.delayed) == (1, 2, 1)
    africa = {each.region: each for each in found.regions}["Africa"]
    assert (dict(africa.counts), africa.accepted, africa.expected) == ({"completed": 1, "delayed": 1}, 2, 2)
    assert {each.region: (each.accepted, each.expected) for each in found.regions}["Asia"] == (0, 1)
    assert [piece.width for piece in africa.pieces] == [500, 0, 500, 0, 0]
    assert found.before is not None
    assert (found.before.good, found.before.delayed) == (0, 1)


def test_those_to_whom_it_is_not_relevant_are_no_part_of_the_whole(
    activity: Activity, kenya: Member, ghana: Member
) -> None:
    last = round_of(activity, 2013)
    rated(activity, last, kenya, "on_track")
    rated(activity, last, ghana, "not_relevant")

    found = ratings_of(activity)

    assert found is not None
    assert (found.all.good, found.all.rated) == (1, 1)


def test_a_year_whose_round_is_open_is_provisional(activity: Activity, kenya: Member) -> None:
    rated(activity, round_of(activity, 2013, is_closed=False), kenya, "on_track")

    found = ratings_of(activity)

    assert found is not None
    assert (found.year, found.is_closed) == (2013, False)


def test_devt_and_devco_read_it_and_nobody_else(
    client: Client,
    activity: Activity,
    kenya: Member,
    devt_officer: User,
    devco: User,
    donor: User,
    nsb_editor: User,
) -> None:
    rated(activity, round_of(activity, 2013), kenya, "on_track")

    for user, reads in ((devt_officer, True), (devco, True), (donor, False), (nsb_editor, False)):
        client.force_login(user)
        page = client.get(activity.get_absolute_url()).text
        assert ("1 of 1 member says it is completed or on track" in page) is reads, user


@pytest.mark.parametrize("members", [1, 5])
def test_two_queries_however_many_members(activity: Activity, members: int) -> None:
    round_ = round_of(activity, 2013)
    for member in DevelopingMemberFactory.create_batch(members):
        rated(activity, round_, member, "on_track")

    with CaptureQueriesContext(connection) as queries:
        ratings_of(activity)

    assert len(queries) == 2
