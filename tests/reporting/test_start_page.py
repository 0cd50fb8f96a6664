"""What reporting adds to the navigation and to the start page of each role."""

import datetime as dt

import pytest
from django.test import Client

from activities.reporting.models import Report, Round
from activities.reporting.services import rounds, workflow
from members.models import Member, User
from tests.factories.reporting import ReportFactory, RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]


def start_page(client: Client, person: User) -> str:
    client.force_login(person)
    return client.get("/").content.decode()


@pytest.mark.parametrize(
    ("person", "label", "url"),
    [
        ("devt_officer", "Reporting round", "/rounds/"),
        ("devt_administrator", "Reporting round", "/rounds/"),
        ("nsb_editor", "Progress report", "/reports/"),
        ("nsb_viewer", "Progress report", "/reports/"),
    ],
)
def test_navigation(
    client: Client, report: Report, person: str, label: str, url: str, request: pytest.FixtureRequest
) -> None:
    page = start_page(client, request.getfixturevalue(person))

    assert f'<a href="{url}" >{label}</a>' in page


@pytest.mark.parametrize("person", ["devco", "donor"])
def test_others_find_neither(
    client: Client, report: Report, person: str, request: pytest.FixtureRequest
) -> None:
    page = start_page(client, request.getfixturevalue(person))

    assert 'href="/rounds/"' not in page
    assert 'href="/reports/"' not in page


def test_devt_finds_the_queue(client: Client, report: Report, nsb_officer: User, devt_officer: User) -> None:
    ReportFactory.create(round=report.round, exempt=True)
    workflow.submit(report=report, by=nsb_officer)

    page = start_page(client, devt_officer)

    assert "Round 2013: 1 of 1 report is in" in " ".join(page.split())
    assert 'href="/rounds/queue/"' in page
    assert "<strong>1</strong> to review" in page


def test_member_finds_its_report_with_the_due_date(client: Client, report: Report, nsb_editor: User) -> None:
    page = start_page(client, nsb_editor)

    assert "Progress report 2013, KEBS · Kenya" in page
    assert "Due 31 March 2014" in page
    assert "in 12 days" in page


def test_member_is_told_of_a_return(
    client: Client, report: Report, nsb_officer: User, devt_officer: User
) -> None:
    workflow.submit(report=report, by=nsb_officer)
    workflow.start_review(report=report, by=devt_officer)
    workflow.return_report(report=report, by=devt_officer, due_on=dt.date(2014, 4, 15), reason="Mend.")

    page = start_page(client, nsb_officer)

    assert "DEVT returned this report with remarks." in page
    assert "Due 15 April 2014" in page


def test_member_sees_no_other_members_report(client: Client, report: Report, other_nsb_editor: User) -> None:
    assert "No reporting round is open for your organization yet." in start_page(client, other_nsb_editor)


def test_nothing_is_due_after_submission(client: Client, report: Report, nsb_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)

    page = start_page(client, nsb_officer)

    assert "Nothing is due from you. Progress report 2013, KEBS · Kenya: Submitted." in page


def test_a_report_that_never_came_is_told_so(
    client: Client, report: Report, nsb_officer: User, devt_officer: User
) -> None:
    rounds.close_round(round_=report.round, by=devt_officer, reason="A new plan.")

    page = start_page(client, nsb_officer)

    assert "Nothing is due from you. Progress report 2013, KEBS · Kenya: did not come." in page


def test_report_of_a_round_not_opened_is_not_shown(
    client: Client, round_2013: Round, kenya: Member, nsb_editor: User
) -> None:
    ReportFactory.create(
        round=RoundFactory.create(plan=round_2013.plan, year=2014, unopened=True), member=kenya
    )

    assert "No reporting round is open" in start_page(client, nsb_editor)
