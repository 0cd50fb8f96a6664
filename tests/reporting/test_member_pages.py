"""What a member's people read: own reports, one report as a whole, versions and what changed."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from activities.reporting.models import Report
from activities.reporting.services import workflow
from activities.reporting.services.signing import sign_report
from members.models import Member, User
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import RoundFactory
from tests.reporting.making import activity_of, anchor, number, question_of, report_of, said, save, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(kenya: Member, nsb_officer: User) -> Report:
    """A report signed twice: 3 women and 5 men first, 4 and 4 then."""
    report = report_of(kenya)
    activity = activity_of(report, title="Twinning")
    question_of(activity, "experts", label="Experts", by_sex=True)
    question_of(activity, "hosted", label="Hosted a meeting", kind="yes_no")
    save(
        report,
        "1.2",
        said(*split("experts", female=3, male=5), number("hosted", 0), done="We met once."),
        nsb_officer,
    )
    sign_report(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    second = said(*split("experts", female=4, male=4), number("hosted", 1), done="We met twice.")
    save(report, "1.2", second, nsb_officer, expected_version=1)
    sign_report(report=report, by=nsb_officer)
    return Report.objects.get(pk=report.pk)


def test_own_reports_of_all_rounds(client: Client, kenya: Member, ghana: Member, nsb_editor: User) -> None:
    plan = PlanFactory()
    for year, state in ((2011, "accepted"), (2012, "returned"), (2013, "draft")):
        report_of(kenya, round=RoundFactory(plan=plan, year=year), **{state: True})
    report_of(ghana, round=plan.rounds.get(year=2013))
    report_of(kenya, round=RoundFactory(plan=plan, year=2014, unopened=True))
    client.force_login(nsb_editor)

    page = client.get("/reports/").content.decode()

    assert page.index(">2013</a>") < page.index(">2012</a>") < page.index(">2011</a>")
    assert "2014</a>" not in page
    assert "GSA" not in page
    for words in (
        "Nothing: it is accepted",
        "Answer the return",
        "Check and sign",
        "31 Mar 2014",
        "midnight in Geneva",
    ):
        assert words in page


@pytest.mark.parametrize("person", ["devt_officer", "devco", "donor"])
def test_who_has_no_member_has_no_reports(
    client: Client, kenya: Member, person: str, request: pytest.FixtureRequest
) -> None:
    report_of(kenya)
    client.force_login(request.getfixturevalue(person))

    assert "There is no report to fill in" in client.get("/reports/").content.decode()


@pytest.mark.parametrize("rounds", [1, 3])
def test_queries_of_the_list_do_not_grow(
    client: Client,
    kenya: Member,
    nsb_editor: User,
    rounds: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = PlanFactory()
    for year in range(2011, 2011 + rounds):
        report_of(kenya, round=RoundFactory(plan=plan, year=year))
    client.force_login(nsb_editor)

    with django_assert_num_queries(4):
        client.get("/reports/")


def test_the_whole_report_can_be_read(client: Client, signed: Report, nsb_viewer: User) -> None:
    client.force_login(nsb_viewer)

    page = client.get(f"/reports/{signed.pk}/").content.decode()

    for words in (
        "1.2 Twinning",
        "On track",
        "We met twice.",
        "8 persons",
        "of whom women",
        "Version 2",
        "receipt",
        "nothing entered",
        "Otieno Officer",
        "1/1",
    ):
        assert words in page
    assert "Withdraw the report" not in page


@pytest.mark.parametrize("activities", [1, 3])
def test_queries_of_the_report_do_not_grow(
    client: Client,
    kenya: Member,
    nsb_editor: User,
    activities: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report = report_of(kenya)
    for place in range(1, activities + 1):
        question_of(activity_of(report, f"{place}.1"), f"q{place}")
        save(report, f"{place}.1", said(number(f"q{place}", 1)), nsb_editor)
    client.force_login(nsb_editor)

    with django_assert_num_queries(26):
        client.get(f"/reports/{report.pk}/")


def test_missing_is_a_word_and_zero_a_number(client: Client, kenya: Member, nsb_editor: User) -> None:
    report = report_of(kenya)
    activity = activity_of(report)
    question_of(activity, "none", label="None of these", unit="meetings")
    question_of(activity, "unanswered", label="Unanswered")
    save(report, "1.2", said(number("none", 0)), nsb_editor)
    client.force_login(nsb_editor)

    page = client.get(f"/reports/{report.pk}/").content.decode()

    assert "0 meetings" in page
    assert '<em class="missing">not reported</em>' in page


def test_a_version_reads_as_it_was_signed(client: Client, signed: Report, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    page = client.get(f"/reports/{signed.pk}/versions/1/").content.decode()

    for words in ("We met once.", "8 persons", "3 persons", "of whom men", "Hosted a meeting", "No "):
        assert words in page
    assert "We met twice." not in page


def test_two_versions_are_compared_word_by_word(client: Client, signed: Report, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    page = client.get(f"/reports/{signed.pk}/versions/1/2/").content.decode()

    assert "<del>once</del> <ins>twice</ins>" in page
    assert "Experts, of whom women" in page
    assert "<del>3 persons</del> <ins>4 persons</ins>" in page
    assert "<del>No</del> <ins>Yes</ins>" in page
    assert "How it went" not in page


def test_equal_versions_say_so(client: Client, signed: Report, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    assert "Both versions say the same." in client.get(f"/reports/{signed.pk}/versions/2/2/").content.decode()


def test_the_officer_withdraws_until_review_starts(
    client: Client, signed: Report, nsb_officer: User, devt_officer: User
) -> None:
    client.force_login(nsb_officer)
    assert "Withdraw the report" in client.get(f"/reports/{signed.pk}/").content.decode()
    client.post(f"/reports/{signed.pk}/withdraw/")
    assert Report.objects.get(pk=signed.pk).is_draft

    sign_report(report=signed, by=nsb_officer)
    workflow.start_review(report=signed, by=devt_officer)
    late = client.post(f"/reports/{signed.pk}/withdraw/", follow=True)

    assert "A report can be withdrawn until its review starts, and no longer." in late.content.decode()
    assert Report.objects.get(pk=signed.pk).is_in_review


READERS = ["nsb_editor", "nsb_officer", "nsb_viewer", "devt_officer", "devt_administrator"]
STRANGERS = ["other_nsb_editor", "devco", "donor"]
PAGES = ["", "versions/1/", "versions/1/receipt/", "versions/1/2/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("people", "status"), [(READERS, 200), (STRANGERS, 404)])
def test_who_reads(
    client: Client,
    signed: Report,
    path: str,
    people: list[str],
    status: int,
    request: pytest.FixtureRequest,
) -> None:
    for person in people:
        client.force_login(request.getfixturevalue(person))

        assert client.get(f"/reports/{signed.pk}/{path}").status_code == status, person


def test_of_an_unknown_version_or_section_there_is_no_page(
    client: Client, signed: Report, nsb_editor: User
) -> None:
    client.force_login(nsb_editor)

    for path in ("versions/3/", "versions/1/3/", "sections/9.9/", "conflicts/1/"):
        assert client.get(f"/reports/{signed.pk}/{path}").status_code == 404, path


@pytest.mark.parametrize("path", ["", "1/", "1/steps/1/", "1/versions/1/"])
def test_strangers_sign_in_first(client: Client, path: str, db: Any) -> None:
    assert client.get(f"/reports/{path}")["Location"].startswith("/account/login/")


def test_a_seen_section_leads_readers_to_the_report(
    client: Client, signed: Report, devt_officer: User
) -> None:
    client.force_login(devt_officer)

    assert (
        client.get(f"/reports/{signed.pk}/sections/1.2/")["Location"]
        == f"/reports/{signed.pk}/#{anchor(signed)}"
    )
