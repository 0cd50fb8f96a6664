"""A bar for each activity on the pages of its output and its plan: what it says, costs, and who reads it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from activities.reporting.models import Round
from activities.reporting.panels import rating_bars
from activities.reporting.selectors.ratings import ratings_by_activity
from activities.selectors import activities_of_plan
from members.models import Member, User
from outputs.models import Output, Plan
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory, SectionFactory

WORDS = "completed or on track"


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def output(plan: Plan) -> Output:
    return OutputFactory.create(plan=plan, number=1, short_name="Technical participation")


@pytest.fixture
def last(plan: Plan) -> Round:
    return RoundFactory.create(plan=plan, year=2013, closed=True)


def accepted(round_: Round, member: Member, ratings: dict[Activity, str], **fields: object) -> None:
    report = ReportFactory.create(member=member, round=round_, accepted=True, **fields)
    for activity, rating in ratings.items():
        SectionFactory.create(report=report, activity=activity, rating=rating)


def rows_of(page: str) -> list[str]:
    """The text of each row of the table of bars, without tags."""
    table = re.search(r'<table class="as-cards rating-bars".*?</table>', page, re.DOTALL)
    if table is None:
        return []
    rows = re.findall(r"<tr.*?</tr>", re.sub("<thead.*?</thead>", "", table[0], flags=re.DOTALL), re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]


def test_each_activity_has_its_bar_on_the_outputs_page(
    client: Client, output: Output, last: Round, kenya: Member, ghana: Member, devco: User
) -> None:
    twinning = ActivityFactory.create(output=output, number=1, code="1.1", title="Twinning")
    writing = ActivityFactory.create(output=output, number=2, code="1.2", title="Writing", short_name="Texts")
    unrated = ActivityFactory.create(output=output, number=3, code="1.3", title="Travel")
    accepted(last, kenya, {twinning: "on_track", writing: "not_relevant"})
    accepted(last, ghana, {twinning: "delayed"})
    client.force_login(devco)

    page = client.get(output.get_absolute_url()).text

    counts = "Completed: {}; On track: {}; Delayed: {}; Not started: {}; Not relevant to us: {}".format
    assert rows_of(page) == [
        f"1.1 Twinning {counts(0, 1, 1, 0, 0)} 1 of 2 {WORDS}",
        f"1.2 Texts {counts(0, 0, 0, 0, 1)} relevant to no member that reported",
        "1.3 Travel not rated",
    ]
    assert f'href="{unrated.get_absolute_url()}"' in page
    assert page.count('<ul class="tally">') == 1


def test_on_the_plans_page_they_stand_under_their_outputs(
    client: Client, plan: Plan, output: Output, last: Round, kenya: Member, devt_officer: User
) -> None:
    second = OutputFactory.create(plan=plan, number=2, short_name="Skills")
    later = ActivityFactory.create(output=second, number=1, code="2.1", title="Courses")
    first = ActivityFactory.create(output=output, number=1, code="1.1", title="Twinning")
    accepted(last, kenya, {first: "completed", later: "delayed"})
    client.force_login(devt_officer)

    rows = rows_of(client.get(plan.get_absolute_url()).text)

    assert [row.split(" Completed:")[0] for row in rows] == [
        "Output 1: Technical participation",
        "1.1 Twinning",
        "Output 2: Skills",
        "2.1 Courses",
    ]
    assert rows[1].endswith(f"1 of 1 {WORDS}")
    assert rows[3].endswith(f"0 of 1 {WORDS}")


def test_nothing_is_shown_before_a_report_is_accepted_and_of_no_activity(
    output: Output, last: Round, kenya: Member
) -> None:
    assert rating_bars(output.plan, []) is None
    activity = ActivityFactory.create(output=output)
    assert rating_bars(output.plan, [activity]) is None

    accepted(last, kenya, {activity: "on_track"})

    assert rating_bars(output.plan, []) is None
    assert rating_bars(output.plan, [activity]) is not None


def test_what_a_nil_report_keeps_is_not_said(output: Output, last: Round, kenya: Member) -> None:
    activity = ActivityFactory.create(output=output)
    accepted(last, kenya, {activity: "completed"}, nil=True)

    found = ratings_by_activity(output.plan, [activity])[activity.pk]

    assert (found.all.is_rated, found.all.accepted, found.all.expected) == (False, 1, 1)


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
def test_devt_and_devco_read_the_bars_and_nobody_else(
    client: Client,
    output: Output,
    last: Round,
    kenya: Member,
    role: str,
    reads: bool,
    request: pytest.FixtureRequest,
) -> None:
    accepted(last, kenya, {ActivityFactory.create(output=output): "on_track"})
    client.force_login(request.getfixturevalue(role))

    for address in (output.get_absolute_url(), output.plan.get_absolute_url()):
        assert (WORDS in client.get(address).text) is reads


@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_however_many_activities(
    output: Output, last: Round, kenya: Member, number: int
) -> None:
    activities = ActivityFactory.create_batch(number, output=output)
    accepted(last, kenya, dict.fromkeys(activities, "on_track"))

    with CaptureQueriesContext(connection) as queries:
        shown = rating_bars(output.plan, activities_of_plan(output.plan))

    assert shown is not None
    assert sum(len(rows) for _output, rows in shown["groups"]) == number
    assert len(queries) == 3
