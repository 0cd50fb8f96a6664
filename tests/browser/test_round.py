"""A round from “New round…” through its check list to its end, and the next one, as DEVT runs it."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from activities.reporting.models import Report, Round
from activities.reporting.selectors.dates import portal_day
from kernel.models import Email
from members.models import Member, User
from tests.browser.conftest import SignIn
from tests.factories.members import DevelopingMemberFactory

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that is busy."""
LIST = "/plans/APDC-2011-2015/rounds/"


def test_from_planning_to_the_next_round(
    page: Page, sign_in: SignIn, kenya: Member, nsb_officer: User, devt_officer: User
) -> None:
    call_command("load_plan", yes=True, verbosity=0)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    sign_in(devt_officer)
    page.goto("/")
    page.get_by_role("link", name="All rounds").click()

    plan_round(page, "2013", due_in=-1)
    expect(page.get_by_text("No question is asked in 2013.")).to_be_visible()
    expect(page.get_by_text("has passed: every report would be overdue at once.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Open the round")).click()
    expect(page.get_by_role("button", name="Open the round")).to_have_count(0)

    call_command("load_questions", yes=True, verbosity=0)
    page.goto(f"{LIST}2013/dates/")
    fill_dates(page, due_in=20)
    page.get_by_role("button", name="Save").click()
    open_round(page)
    assert Email.objects.get().to == nsb_officer.email

    change_dates(page)
    assert "Floods in the region." in Email.objects.latest("pk").text

    add_who_joined(page)
    close(page)
    assert not Report.objects.filter(round__year=2013, member=kenya).get().takes_entries_on(portal_day())

    page.get_by_role("link", name="New round…").click()
    plan_again(page, "2014")
    page.get_by_role("navigation", name="Rounds by year").get_by_role("link", name="2013").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reporting round 2013")
    assert list(Round.objects.order_by("year").values_list("year", flat=True)) == [2013, 2014]

    remove(page, "2014")
    assert list(Round.objects.values_list("year", flat=True)) == [2013]


def fill_dates(page: Page, *, due_in: int) -> None:
    today = portal_day()
    for label, days in (("Opens on", -2), ("Due on", due_in), ("Closes on", 60)):
        page.get_by_label(label).fill(f"{today + dt.timedelta(days=days):%Y-%m-%d}")


def plan_round(page: Page, year: str, *, due_in: int) -> None:
    page.get_by_role("link", name="New round…").click()
    plan_again(page, year, due_in=due_in)


def plan_again(page: Page, year: str, *, due_in: int = 20) -> None:
    page.get_by_label("Year reported on").select_option(year)
    fill_dates(page, due_in=due_in)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Before it is opened")).to_be_visible()


def open_round(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Open the round")).click()
    expect(page.get_by_text("1 person gets an e-mail.")).to_be_visible()
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("heading", name="Who has reported, and who has not")).to_be_visible()


def change_dates(page: Page) -> None:
    """What it does is shown before it is done."""
    page.get_by_role("link", name="Dates…").click()
    fill_dates(page, due_in=30)
    page.get_by_label("Reason, for the members").fill("Floods in the region.")
    page.get_by_role("button", name="See what this changes").click()
    expect(page.get_by_text("E-mail goes to: Otieno Officer.")).to_be_visible()
    page.get_by_role("button", name="Change the dates").click()
    expect(page.get_by_text("The dates of the round are changed.")).to_be_visible()


def add_who_joined(page: Page) -> None:
    """A member that is expected since, named under what needs DEVT's eye."""
    DevelopingMemberFactory.create(country="Zambia", acronym="ZABS")
    page.reload()
    page.get_by_role("link", name="Expected, but without a report: 1").click()
    page.get_by_role("link", name="Add… ZABS · Zambia").click()
    expect(page.get_by_label("ZABS · Zambia (nobody there can be told)")).to_be_checked()
    page.get_by_role("button", name="Add the members").click()
    expect(page.get_by_text("1 member has a report now.")).to_be_visible()


def remove(page: Page, year: str) -> None:
    """One that was only planned."""
    page.goto(f"{LIST}{year}/")
    page.get_by_role("link", name="Remove this round…").click()
    page.get_by_role("button", name="Remove the round").click()
    expect(page.get_by_text(f"The reporting round {year} is removed.")).to_be_visible()


def close(page: Page) -> None:
    page.get_by_role("link", name="Close the round…").click()
    expect(
        page.get_by_text(
            "2 reports have not come, and could not come any more; they count as missing from then on:"
        )
    ).to_be_visible()
    page.get_by_label("Reason").fill("The congress met early.")
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("The round is closed. Reviews go on.")).to_be_visible()
