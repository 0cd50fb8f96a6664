"""Support as members and DEVT see it: a sponsorship refused once and reported back; a dispute resolved."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from activities.sponsorships.models import Sponsorship
from kernel.days import portal_day
from members.models import Member, User
from tests.browser.conftest import SignIn
from tests.factories.activities import ActivityFactory
from tests.factories.committees import CommitteeFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.support import GrantFactory

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that is busy."""
LAST_WEEK = portal_day() - dt.timedelta(days=7)
ASKED = LAST_WEEK - dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def world(page: Page, kenya: Member) -> None:
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    plan = PlanFactory.create()
    ActivityFactory.create(output=OutputFactory.create(plan=plan, number=1, code="1"), number=3, code="1.3")
    CommitteeFactory.create(reference="ISO/TC 34", title="Food products")


def test_a_sponsorship_from_request_to_report_back(
    page: Page, sign_in: SignIn, nsb_officer: User, devt_officer: User
) -> None:
    sign_in(nsb_officer)
    ask(page)
    conditions = page.locator("section", has_text="What a sponsorship asks for")
    expect(conditions).to_contain_text("not met A mirror committee at home follows the committee")
    address = page.url

    sign_in(devt_officer)
    page.goto(address)
    act(page, "Refuse…", "Why", "Set up a mirror committee first.")
    sign_in(nsb_officer)
    page.goto(address)
    expect(page.get_by_text("Set up a mirror committee first.").first).to_be_visible()

    sign_in(devt_officer)
    page.goto(address)
    page.get_by_role("link", name="Grant nevertheless…").click()
    page.get_by_label("Amount").fill("2400")
    act_here(page, "Grant nevertheless", "Why", "It is set up by now.")

    sign_in(nsb_officer)
    page.goto("/")
    page.get_by_role("link", name="Report back…").click()
    page.get_by_label("Told to the mirror committee").fill(portal_day().isoformat())
    act_here(page, "Report back", "What came of it", "Our comment on labels was taken up.")

    expect(page.locator(".page-head")).to_contain_text("reported back")
    done = Sponsorship.objects.get()
    assert (done.francs, done.report) == (2400, "Our comment on labels was taken up.")


def ask(page: Page) -> None:
    page.goto("/registers/sponsorships/add/")
    page.get_by_label("Meeting", exact=True).fill("Plenary meeting")
    page.get_by_label("First day").fill(LAST_WEEK.isoformat())
    page.locator("main").get_by_label("Person optional").fill("Grace Wanjiku")
    page.get_by_label("A mirror committee at home").select_option(label="no")
    page.get_by_label("Asked for on").fill(ASKED.isoformat())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plenary meeting")


def act(page: Page, move: str, field: str, words: str) -> None:
    page.get_by_role("link", name=move).click()
    act_here(page, move.removesuffix("…"), field, words)


def act_here(page: Page, button: str, field: str, words: str) -> None:
    page.get_by_label(field).fill(words)
    page.get_by_role("button", name=button).click()


def test_a_dispute_is_resolved(
    page: Page, sign_in: SignIn, kenya: Member, nsb_officer: User, devt_officer: User
) -> None:
    grant = GrantFactory.create(member=kenya, title="A laboratory")
    GrantFactory.create(member=kenya, title="Computers")
    sign_in(nsb_officer)
    page.goto("/")
    page.get_by_role("link", name="Confirm or dispute").click()
    page.get_by_role("row", name="A laboratory").get_by_role("link", name="Dispute…").click()
    act_here(page, "Tell DEVT", "What is wrong", "It came a year later.")
    page.get_by_role("button", name="It is right").click()
    expect(page.get_by_text("1 record is confirmed.")).to_be_visible()
    expect(page.get_by_text("Computers")).to_have_count(0)

    sign_in(devt_officer)
    page.goto("/disputes/")
    page.get_by_role("link", name=grant.code).click()
    act_here(page, "Resolve", "How it was resolved", "By the papers of the customs it is right.")

    sign_in(nsb_officer)
    page.goto("/received/")
    row = page.get_by_role("row", name="A laboratory")
    expect(row).to_contain_text("By the papers of the customs it is right.")
    page.get_by_role("button", name="It is right").click()
    expect(page.get_by_text("Nothing waits for your word")).to_be_visible()
