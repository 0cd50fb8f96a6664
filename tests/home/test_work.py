"""The start page shows each role its work, as the apps have declared it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan.home.work import work_panel
from activities.reporting import work as reporting_work
from activities.reporting.models import Report, Return, Round, Version
from indicators.models import Stale
from kernel import registry
from kernel.models import Email
from members.models import Invitation, Member, User
from members.requests import SignedInRequest
from tests.factories.activities import ActivityFactory
from tests.factories.members import DevelopingMemberFactory, RoleFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import QuestionFactory, ReportFactory, RoundFactory, SectionFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def march_19() -> Iterator[None]:
    """Noon on 19 March 2014, twelve days before the round of 2013 falls due."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def round_2013(db: None) -> Round:
    return RoundFactory.create(plan=PlanFactory.create(code="APDC-2011-2015"), year=2013)


def days_ago(days: int) -> dt.datetime:
    return NOON - dt.timedelta(days=days)


def home(client: Client, person: User) -> str:
    client.force_login(person)
    return " ".join(client.get("/").content.decode().split())


def titles(page: str) -> list[str]:
    found = re.findall(r'<h2 id="work-\d+" dir="auto">(.*?)</h2>', page)
    return [re.sub(r"<.*?>", "", title) for title in found]


def asked(person: User) -> SignedInRequest:
    request = SignedInRequest()
    request.user = User.objects.get(pk=person.pk)
    return request


def submitted(round_: Round, on: dt.datetime, **fields: Any) -> Report:
    state = fields or {"submitted": True}
    report = ReportFactory.create(round=round_, member=DevelopingMemberFactory.create(), **state)
    Version.objects.create(
        report=report,
        number=1,
        receipt=f"R/{report.pk}",
        content={"sections": []},
        sha256="0" * 64,
        submitted_at=on,
        submitted_by=RoleFactory.create(nsb_officer=True, member=report.member).user,
    )
    return report


def returned(report: Report, by: User) -> Report:
    due_on = dt.date(2014, 4, 1)
    Return.objects.create(
        report=report, number=1, reason="Mend.", due_on=due_on, returned_at=NOON, returned_by=by
    )
    return report


def invited(member: Member, *, ends_at: dt.datetime) -> Invitation:
    invitation = Invitation.objects.create(
        email="invited@example.org",
        role="nsb_officer",
        member=member,
        token_hash="x",
        expires_at=NOON + dt.timedelta(days=30),
    )
    Invitation.objects.update(created_at=days_ago(30), expires_at=ends_at)
    return invitation


def test_devt_reviews_its_own_first_then_answers_then_the_oldest_of_any_round(
    round_2013: Round, devt_officer: User
) -> None:
    earlier = RoundFactory.create(plan=round_2013.plan, year=2012)
    newest = submitted(round_2013, NOON)
    oldest = submitted(earlier, days_ago(9))
    mine = submitted(round_2013, NOON, in_review=True, review_started_by=devt_officer)
    again = returned(submitted(round_2013, days_ago(1)), devt_officer)

    (card,) = reporting_work.to_review(asked(devt_officer))

    assert [row.title for row in card.rows] == [str(each.member) for each in (mine, again, oldest, newest)]
    assert [row.act for row in card.rows] == ["Go on", "Review", "Review", "Review"]
    assert [row.about for row in card.rows] == [
        "2013 · submitted today · yours",
        "2013 · resubmitted 1 day ago",
        "2012 · submitted 9 days ago",
        "2013 · submitted today",
    ]
    assert card.count == 4
    assert card.about == "1 in your hands; 1 answers a return; the oldest came 9 days ago"


def test_overdue_reports_say_since_when_and_offer_more_time(
    kenya: Member, devt_officer: User, round_2013: Round
) -> None:
    report = ReportFactory.create(round=round_2013, member=kenya, draft=True)
    Round.objects.update(due_on=dt.date(2014, 3, 1))

    (card,) = reporting_work.overdue(asked(devt_officer))

    assert card.rows == [
        registry.WorkRow(
            title="KEBS · Kenya",
            url=f"/reports/{report.pk}/review/",
            about="2013 · due 1 March 2014, midnight in Geneva",
            mark="18 days overdue",
            kind="overdue",
            act="Extend…",
            act_url="/plans/APDC-2011-2015/rounds/2013/extend/?member=KE",
        )
    ]


def test_members_whom_nobody_can_reach_are_named_with_an_invitation(
    client: Client, kenya: Member, ghana: Member, devt_officer: User, round_2013: Round
) -> None:
    for member in (kenya, ghana):
        ReportFactory.create(round=round_2013, member=member)
    reached = ReportFactory.create(round=round_2013, member=DevelopingMemberFactory.create())
    RoleFactory.create(nsb_editor=True, member=reached.member)
    RoleFactory.create(nsb_viewer=True, member=kenya)
    invited(ghana, ends_at=NOON + dt.timedelta(days=3))

    (card,) = reporting_work.out_of_reach(asked(devt_officer))

    assert [(row.title, row.mark, row.act) for row in card.rows] == [
        ("KEBS · Kenya", "nobody", "Invite…"),
        (str(ghana), "invited", "See the invitation"),
    ]
    client.force_login(devt_officer)
    invite = client.get(card.rows[0].act_url).content.decode()
    assert '<option value="nsb_officer" selected>' in invite
    assert f'<option value="{kenya.pk}" selected>' in invite


def test_failed_mails_stale_figures_and_ended_invitations_wait_for_devt(
    client: Client, devt_officer: User, round_2013: Round, kenya: Member
) -> None:
    words = {"subject": "Reminder", "text": "", "html": ""}
    Email.objects.create(to="wrong@example.org", attempts=8, error="No such address.", **words)
    Email.objects.create(to="fine@example.org", **words)
    Stale.objects.create(plan=round_2013.plan, year=2013, trigger="import")
    invited(kenya, ends_at=days_ago(2))

    page = home(client, devt_officer)

    assert titles(page) == [
        "Invitations that nobody accepted 1",
        "E-mails that failed 1",
        "Figures older than their data 1",
    ]
    assert "wrong@example.org" in page
    assert "fine@example.org" not in page
    assert "given up" in page
    assert "ended on 17 March 2014" in page


def test_mails_held_since_a_restore_are_counted_for_devt(client: Client, devt_officer: User) -> None:
    words = {"subject": "Reminder", "text": "", "html": ""}
    Email.objects.create(to="held@example.org", held_at=NOON, **words)
    Email.objects.create(to="fine@example.org", **words)

    page = home(client, devt_officer)

    assert titles(page) == ["E-mails held since a restore 1"]
    outbox = client.get("/admin/core/email/?held_at__isnull=False").content.decode()
    assert "held@example.org" in outbox
    assert "fine@example.org" not in outbox


def test_devt_with_nothing_to_do_is_told_what_would_stand_here(client: Client, devt_officer: User) -> None:
    page = home(client, devt_officer)

    assert "Nothing waits for DEVT" in page
    assert titles(page) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_takes_the_same_queries_for_any_number(
    rows: int,
    devt_officer: User,
    round_2013: Round,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Round.objects.update(due_on=dt.date(2014, 3, 1))
    for number in range(rows):
        submitted(round_2013, NOON)
        ReportFactory.create(round=round_2013, member=DevelopingMemberFactory.create(), draft=True)
        Email.objects.create(to=f"{number}@example.org", subject="S", text="", html="", attempts=1)
        Stale.objects.create(plan=round_2013.plan, year=2011 + number, trigger="import")
    request = asked(devt_officer)

    with django_assert_num_queries(25):
        found = work_panel(request, None)

    assert found
    assert [(card.title, card.count) for card in found["cards"]] == [
        ("To review", rows),
        ("Members whom nobody can reach", rows),
        ("Overdue", rows),
        ("E-mails that failed", rows),
        ("Figures older than their data", rows),
    ]


def small_report(round_: Round, member: Member) -> Report:
    """An activity that is not relevant, and one of which nothing is said yet."""
    output = OutputFactory.create(plan=round_.plan, number=1, short_name="Participation")
    first, second = (
        ActivityFactory.create(output=output, number=number, code=f"1.{number}", title=f"Activity {number}")
        for number in (1, 2)
    )
    QuestionFactory.create(activity=second, code="asked", required=True)
    report = ReportFactory.create(round=round_, member=member, draft=True)
    SectionFactory.create(report=report, activity=first, rating="not_relevant", why_not_relevant="We do not.")
    return report


def test_member_sees_progress_by_step_and_what_is_next(
    round_2013: Round, kenya: Member, nsb_editor: User
) -> None:
    report = small_report(round_2013, kenya)

    progress, following = reporting_work.own_reports(asked(nsb_editor))

    assert progress.about == "Due 31 March 2014, midnight in Geneva, in 12 days"
    assert progress.act == "Go on with “Participation”"
    assert progress.act_url == f"/reports/{report.pk}/steps/2/"
    assert [(row.title, row.mark) for row in progress.rows] == [
        ("1 · Your details", "done"),
        ("2 · Participation", "1 of 2"),
        ("3 · Challenges and way forward", "done"),
    ]
    assert (progress.done, progress.total) == (3, 4)
    assert [(row.title, row.about, row.act) for row in following.rows] == [
        ("1.2 Activity 2", "Say how it went in 2013.", "Fill in")
    ]


def test_viewer_of_the_member_reads_the_same_without_acts(
    round_2013: Round, kenya: Member, nsb_viewer: User
) -> None:
    report = small_report(round_2013, kenya)

    (progress,) = reporting_work.own_reports(asked(nsb_viewer))

    assert progress.act == ""
    assert progress.rows[1].url == f"/reports/{report.pk}/#step-2"


def test_member_without_anything_due_is_told_so(client: Client, kenya: Member, nsb_editor: User) -> None:
    page = home(client, nsb_editor)

    assert titles(page) == ["Your progress report"]
    assert "No reporting round is open for your organization yet. DEVT writes to you when one opens." in page


def test_second_member_of_the_same_person_is_not_forgotten(
    round_2013: Round, kenya: Member, ghana: Member, nsb_editor: User
) -> None:
    RoleFactory.create(nsb_editor=True, member=ghana, user=nsb_editor)
    for member in (kenya, ghana):
        ReportFactory.create(round=round_2013, member=member, draft=True)

    cards = list(reporting_work.own_reports(asked(nsb_editor)))

    assert cards[0].title == "Progress report 2013, KEBS · Kenya"
    assert [row.title for row in cards[-1].rows] == [f"Progress report 2013, {ghana}"]


def test_donor_comes_for_the_plan(client: Client, donor: User) -> None:
    output = OutputFactory.create(number=3, title="Awareness is raised")

    page = home(client, donor)

    assert f'<a href="{output.get_absolute_url()}">Output 3: Awareness is raised</a>' in page
    assert titles(page) == []


@pytest.mark.parametrize("person", ["devco", "donor", "nsb_viewer", "nsb_editor", "nsb_officer"])
def test_nobody_else_sees_the_queue_of_devt(
    client: Client, person: str, round_2013: Round, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    waiting = submitted(round_2013, NOON)
    Email.objects.create(to="wrong@example.org", subject="Reminder", text="", html="", attempts=8)
    Stale.objects.create(plan=round_2013.plan, year=2013, trigger="import")

    page = home(client, user)

    assert str(waiting.member) not in page
    assert "wrong@example.org" not in page
    assert "Figures older than their data" not in page


def test_app_adds_a_card_by_declaration(
    client: Client, devt_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = registry.WorkCard(title="Disputes", count=1, rows=[registry.WorkRow("KEBS", "/members/KE/")])
    monkeypatch.setattr(registry, "_work", {"devt": [registry.Work(lambda _request: [card])]})

    page = home(client, devt_officer)

    assert titles(page) == ["Disputes 1"]
    assert '<a href="/members/KE/" dir="auto">KEBS</a>' in page


def test_queue_of_all_rounds_names_the_round(client: Client, devt_officer: User, round_2013: Round) -> None:
    submitted(round_2013, NOON)
    submitted(RoundFactory.create(plan=round_2013.plan, year=2012), days_ago(2))
    client.force_login(devt_officer)

    page = client.get("/rounds/queue/").content.decode()

    assert page.index("Reporting round 2012 ·") < page.index("Reporting round 2013 ·")
