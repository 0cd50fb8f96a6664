"""Which target groups benefited from an activity, as accepted reports say, and who reads it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from activities.reporting.models import Round
from activities.reporting.selectors.benefited import benefited_of
from members.models import Member, User
from outputs.models import Plan, TargetGroup
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import OutputFactory, PlanFactory, TargetGroupFactory
from tests.factories.reporting import ReportFactory, RoundFactory, SectionFactory

TITLE = "Who benefited, as members say"


@pytest.fixture
def groups(db: None) -> list[TargetGroup]:
    plan: Plan = PlanFactory.create()
    names = ("Industry", "Consumers", "Academia", "Labour")
    return [TargetGroupFactory.create(plan=plan, name=name) for name in names]


@pytest.fixture
def activity(groups: list[TargetGroup]) -> Activity:
    output = OutputFactory.create(plan=groups[0].plan)
    return ActivityFactory.create(output=output, target_groups=[groups[0], groups[1], groups[3]])


@pytest.fixture
def last(activity: Activity) -> Round:
    return RoundFactory.create(plan=activity.output.plan, year=2013, closed=True)


def names(
    activity: Activity,
    round_: Round,
    member: Member,
    groups: list[TargetGroup],
    rating: str = "on_track",
    **fields: Any,
) -> None:
    report = ReportFactory.create(member=member, round=round_, **({"accepted": True} | fields))
    section = SectionFactory.create(report=report, activity=activity, rating=rating)
    section.target_groups.set(groups)


def test_groups_are_counted_by_accepted_reports_that_name_them(
    activity: Activity, last: Round, groups: list[TargetGroup]
) -> None:
    industry, consumers, academia, labour = groups
    members = DevelopingMemberFactory.create_batch(6)
    before = RoundFactory.create(plan=activity.output.plan, year=2012, closed=True)
    names(activity, last, members[0], [industry, consumers])
    names(activity, last, members[1], [consumers, academia])
    names(activity, last, members[2], [])
    names(activity, last, members[3], [labour], rating="not_relevant")
    names(activity, last, members[4], [labour], nil=True)
    names(activity, last, members[5], [labour], accepted=False)
    names(activity, before, members[0], [labour])

    found = benefited_of(activity)

    assert found is not None
    assert (found.year.year, found.year.accepted) == (2013, 5)
    assert found.named == [("Consumers", 2), ("Academia", 1), ("Industry", 1)]
    assert found.not_named == ["Labour"]


def test_the_activity_shows_bars_and_who_was_not_reached(
    client: Client, activity: Activity, last: Round, kenya: Member, groups: list[TargetGroup], devco: User
) -> None:
    names(activity, last, kenya, [groups[0]], is_sample=True)
    client.force_login(devco)

    page = client.get(activity.get_absolute_url()).text

    assert '<th scope="row">Industry</th>' in page
    assert '<td class="number">1</td>' in page
    assert "Reports of 2013 that name the group, of 1 accepted; several can be named." in page
    assert "Not reached, as far as reports say: Consumers; Labour." in page


def test_where_no_report_names_a_group_nobody_is_called_not_reached(
    client: Client, activity: Activity, last: Round, kenya: Member, devco: User
) -> None:
    names(activity, last, kenya, [])
    client.force_login(devco)

    page = client.get(activity.get_absolute_url()).text

    assert "The one accepted report of 2013 names no group." in page
    assert "Not reached" not in page


def test_nothing_is_shown_before_a_report_is_accepted(
    activity: Activity, last: Round, kenya: Member, groups: list[TargetGroup]
) -> None:
    names(activity, last, kenya, groups, accepted=False)

    assert benefited_of(activity) is None


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("devt_administrator", True),
        ("devt_officer", True),
        ("devco", True),
        ("nsb_officer", False),
        ("nsb_editor", False),
        ("nsb_viewer", False),
        ("donor", False),
    ],
)
def test_devt_and_devco_read_it_and_nobody_else(
    client: Client,
    activity: Activity,
    last: Round,
    kenya: Member,
    groups: list[TargetGroup],
    role: str,
    reads: bool,
    request: pytest.FixtureRequest,
) -> None:
    names(activity, last, kenya, groups)
    client.force_login(request.getfixturevalue(role))

    assert (TITLE in client.get(activity.get_absolute_url()).text) is reads


@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_however_many_groups_and_reports(
    activity: Activity, last: Round, groups: list[TargetGroup], number: int
) -> None:
    for member in DevelopingMemberFactory.create_batch(number):
        names(activity, last, member, groups[:number])

    with CaptureQueriesContext(connection) as queries:
        found = benefited_of(activity)

    assert found is not None
    assert len(found.named) == number
    assert len(queries) == 3
