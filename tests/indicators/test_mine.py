"""What is marked for the people of a member."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from activities.reporting.models import Question, Round
from indicators.enums import Split
from indicators.selectors.member_values import OwnValues, mine
from members.models import Member, User
from outputs.models import Plan
from tests.factories.members import RoleFactory
from tests.factories.reporting import QuestionFactory, ReportFactory
from tests.indicators.conftest import Compute, Define, accepted, answer, statistic

pytestmark = pytest.mark.django_db

MEMBER_QUERIES = 20


def test_own_values_are_told_in_words(
    plan: Plan,
    define: Define,
    compute: Compute,
    reporting_round: Round,
    activity: Activity,
    question: Question,
    kenya: Member,
    ghana: Member,
    nsb_viewer: User,
) -> None:
    attended = QuestionFactory.create(activity=activity, code="q_attended", kind="yes_no")
    trained = define("q_trained").indicator_id
    share = define("q_attended", "q_attended__members", 100, unit="percent").indicator_id
    ratio = define("q_trained", "p_roles", 100, unit="percent").indicator_id
    bodies = define("member_bodies", "members", 100, unit="percent").indicator_id
    missing = define("o_roles").indicator_id
    for member, number in [(kenya, 3), (ghana, 5)]:
        section = accepted(reporting_round, member, activity)
        answer(section, question, number)
        answer(section, attended, 0)
        statistic(member, 4)
    compute()

    words = mine(plan, 2013, nsb_viewer).words

    assert words[trained] == "3"
    assert words[share] == "no"
    assert words[ratio] == "75\u202f%"
    assert words[bodies] == "yes"
    assert missing not in words


def test_own_groups_are_known(plan: Plan, nsb_viewer: User) -> None:
    groups = mine(plan, 2013, nsb_viewer).groups

    assert groups[Split.UN_REGION] == {"africa"}
    assert groups[Split.CATEGORY] == {"member_body"}


def test_people_of_two_members_see_both(
    plan: Plan, define: Define, compute: Compute, kenya: Member, ghana: Member, nsb_viewer: User
) -> None:
    RoleFactory.create(user=nsb_viewer, nsb_viewer=True, member=ghana)
    version = define("p_roles")
    statistic(kenya, 4)
    statistic(ghana, 7)
    compute()

    words = mine(plan, 2013, nsb_viewer).words

    assert words[version.indicator_id] == "GSA · Ghana: 7, KEBS · Kenya: 4"


def test_a_report_that_is_not_accepted_waits(
    plan: Plan, reporting_round: Round, kenya: Member, nsb_viewer: User
) -> None:
    report = ReportFactory.create(round=reporting_round, member=kenya, submitted=True)

    assert mine(plan, 2013, nsb_viewer).waiting == [report]


def test_nothing_is_marked_for_others(plan: Plan, devco: User) -> None:
    assert mine(plan, 2013, devco) == OwnValues()


def test_dashboard_and_indicator_mark_what_is_own(
    client: Client, define: Define, compute: Compute, kenya: Member, nsb_viewer: User
) -> None:
    version = define("p_roles")
    statistic(kenya, 4321)
    compute()
    client.force_login(nsb_viewer)

    dashboard = client.get(reverse("dashboard:dashboard", args=["APDC", 2013])).content.decode()
    page = client.get(version.indicator.get_absolute_url()).content.decode()

    for text in (dashboard, page):
        assert "your member: <strong>4,321</strong>" in text
    assert "your member is in this group" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_indicators(
    client: Client,
    define: Define,
    compute: Compute,
    kenya: Member,
    nsb_viewer: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        define("p_roles", "members")
    statistic(kenya, 4)
    compute()
    client.force_login(nsb_viewer)
    url = reverse("dashboard:dashboard", args=["APDC", 2013])
    client.get(url)

    with django_assert_num_queries(MEMBER_QUERIES):
        client.get(url)
