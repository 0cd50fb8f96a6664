"""The whole loop in browsers: from an invitation to a figure on DEVCO's dashboard, and back to its source.

Four people, each in a browser of their own, and a real worker that mails and computes.
"""

import datetime as dt
import email
import re
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path

import pytest
import redis
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity
from activities.reporting.enums import ReportState
from activities.reporting.models import Question, Report
from activities.reporting.selectors.dates import portal_day
from indicators.enums import RunTrigger
from indicators.models import Run, Stale
from indicators.services import mark_stale
from members.models import Member, User
from tests.browser.conftest import complaints_of, let_in
from tests.browser.filling import fill_in
from tests.factories.members import PASSWORD
from tests.factories.reporting import AnswerFactory, SectionFactory
from tests.processes import wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that is busy."""
ROUND = "/plans/APDC-2011-2015/rounds/2013/"
DASHBOARD = "/plans/APDC-2011-2015/dashboard/2013/"
ADOPTION = "Adoption rate of relevant International Standards"

Open = Callable[[User | None], Page]


@pytest.fixture
def open_browser(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """A browser of one's own, signed in or not; the test fails for what any of them complains of."""
    complaints: list[list[str]] = []
    contexts = []

    def start(user: User | None = None) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user:
            let_in(context, user, live_server.url)
        page = context.new_page()
        complaints.append(complaints_of(page, live_server.url))
        return page

    expect.set_options(timeout=PATIENCE)
    yield start
    expect.set_options(timeout=5_000)
    for context in contexts:
        context.close()
    assert [words for heard in complaints for words in heard] == []


class Mailbox:
    """What the worker has sent, as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def newest(self, to: str, subject: str) -> str:
        """The text of the newest e-mail to this address with these words in its subject."""
        wait_until(lambda: self._found(to, subject), f"“{subject}” has been sent to {to}")
        return self._found(to, subject)[-1]

    def _found(self, to: str, subject: str) -> list[str]:
        texts = []
        for path in sorted(self.folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns):
            message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            body = message.get_body(("plain",))
            if message["To"] == to and subject in message["Subject"] and body:
                texts.append(body.get_content())
        return texts


@pytest.fixture
def mailbox(
    tmp_path: Path, transactional_db: None, live_server: LiveServer, settings: Settings
) -> Iterator[Mailbox]:
    """Links in e-mails lead to the server of this test; the worker runs as long as the test."""
    settings.BASE_URL = live_server.url
    redis.from_url(settings.CELERY_BROKER_URL).flushdb()
    with worker(
        queue="celery,mail", settings_module="tests.browser.worker_settings", EMAIL_FILE_PATH=str(tmp_path)
    ):
        yield Mailbox(tmp_path)


@pytest.fixture
def real_plan(kenya: Member, ghana: Member) -> None:
    """The plan, its questions and its indicators as the product ships them, and two members."""
    for command in ("load_plan", "load_questions", "load_indicators"):
        call_command(command, "--yes", verbosity=0)


def test_from_an_invitation_to_the_dashboard(
    open_browser: Open,
    mailbox: Mailbox,
    real_plan: None,
    kenya: Member,
    ghana: Member,
    devt_administrator: User,
    devco: User,
) -> None:
    devt, reviewer = open_browser(devt_administrator), open_browser(devco)
    officer = accept_invitation(devt, mailbox, open_browser(None), "nsb_officer", "Otieno Ouma")
    editor = accept_invitation(devt, mailbox, open_browser(None), "nsb_editor", "Esther Wanjiru")

    open_round(devt)
    accept_neighbour(ghana, devt_administrator)
    assert_adoption(reviewer, "30 %", "1 of 2 members")

    report = Report.objects.get(member=kenya)
    assert f"/reports/{report.pk}/" in mailbox.newest("editor@kebs.example.org", "please report by")
    fill_in(editor, report)
    expect(editor.get_by_text("Every section says what it must.")).to_be_visible()
    expect(editor.get_by_text("Only the authorised officer of your member signs")).to_be_visible()
    assert sign(officer) == "APDC-2011-2015/2013/KE/1"

    mailbox.newest("officer@kebs.example.org", "received: APDC-2011-2015/2013/KE/1")
    return_with_remark(devt, "3.6", "The list of 2012 held 60 adopted standards. Were ten withdrawn?")
    assert "Were ten withdrawn?" in mailbox.newest("editor@kebs.example.org", "returned: please correct it")

    correct(editor)
    assert sign(officer) == "APDC-2011-2015/2013/KE/2"
    accept(devt)
    mailbox.newest("officer@kebs.example.org", "Progress report 2013 accepted")

    assert_adoption(reviewer, "45 %", "2 of 2 members")
    assert_values_behind_adoption(reviewer)
    assert list(report.versions.order_by("number").values_list("number", flat=True)) == [1, 2]


def accept_invitation(devt: Page, mailbox: Mailbox, page: Page, role: str, name: str) -> Page:
    """DEVT invites; the person follows the link, sets a password, and is signed in."""
    address = f"{role.removeprefix('nsb_')}@kebs.example.org"
    devt.goto("/people/")
    devt.get_by_role("link", name="Invite a person…").click()
    devt.get_by_label("E-mail address").fill(address)
    devt.locator("[name=role]").select_option(role)
    devt.locator("[name=member]").select_option(label="KEBS · Kenya")
    devt.get_by_role("button", name="Send the invitation").click()
    expect(devt.get_by_role("rowheader", name=address)).to_be_visible()

    text = mailbox.newest(address, "You are invited")
    link = re.search(r"http\S+/invitations/\S+", text)
    assert link
    page.goto(link[0])
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {name}")
    return page


def open_round(devt: Page) -> None:
    today = portal_day()
    devt.goto("/plans/APDC-2011-2015/rounds/")
    devt.get_by_role("link", name="New round…").click()
    devt.get_by_label("Year reported on").select_option("2013")
    for label, days in (("Opens on", 0), ("Due on", 30), ("Closes on", 60)):
        devt.get_by_label(label).fill(f"{today + dt.timedelta(days=days):%Y-%m-%d}")
    devt.get_by_role("button", name="Save").click()
    devt.get_by_role("link", name=re.compile("^Open the round")).click()
    expect(devt.get_by_text("2 members get their reports")).to_be_visible()
    devt.get_by_role("button", name="Open the round").click()
    expect(devt.get_by_role("heading", name="Who has reported, and who has not")).to_be_visible()


def accept_neighbour(member: Member, by: User) -> None:
    """The other member's accepted report: 30 of 100 standards adopted."""
    report = Report.objects.get(member=member)
    section = SectionFactory.create(report=report, activity=Activity.objects.get(code="3.6"))
    for code, number in (("q3_6_standards_listed", 100), ("q3_6_standards_adopted", 30)):
        AnswerFactory.create(section=section, question=Question.objects.get(code=code), number=number)
    with transaction.atomic():
        Report.objects.filter(pk=report.pk).update(
            state=ReportState.ACCEPTED, accepted_at=timezone.now(), accepted_by=by
        )
        mark_stale(plan=report.round.plan, years=[2013], trigger=RunTrigger.ACCEPTANCE)


def assert_adoption(reviewer: Page, figure: str, coverage: str) -> None:
    """The figure, once the worker has computed what changed."""
    wait_until(lambda: not Stale.objects.exists(), "the worker has computed what was stale")
    wait_until(lambda: not Run.objects.active().exists(), "the run has ended")
    reviewer.goto(DASHBOARD)
    cells = reviewer.get_by_role("row").filter(has_text=ADOPTION).get_by_role("cell")
    expect(cells.first.get_by_role("link")).to_have_text(figure)
    expect(cells.last).to_have_text(re.compile(rf"^\s*{coverage}\b"))


def sign(officer: Page) -> str:
    """The officer finds the report, checks, signs, and gets the receipt, whose number comes back."""
    officer.goto("/reports/")
    officer.get_by_role("link", name="2013", exact=True).click()
    officer.get_by_role("link", name="Check and sign", exact=True).click()
    expect(officer.get_by_text("Every section says what it must.")).to_be_visible()
    officer.get_by_label("I, Otieno Ouma, sign this progress report for 2013").check()
    officer.get_by_role("button", name="Sign and submit").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("Receipt")
    return officer.locator("dl.facts dd strong").inner_text()


def start_review(devt: Page) -> None:
    devt.goto(ROUND)
    devt.get_by_role("link", name=re.compile("^Review KEBS")).click()
    devt.get_by_role("button", name="Start the review").click()
    expect(devt.get_by_text("You review this report.")).to_be_visible()


def return_with_remark(devt: Page, key: str, words: str) -> None:
    start_review(devt)
    devt.get_by_role("link", name=re.compile(f"^{re.escape(key)} ")).click()
    devt.get_by_label("Pin a remark to this section").fill(words)
    devt.get_by_role("button", name="For the member").click()
    devt.get_by_role("link", name="Return with 1 remark…").click()
    expect(devt.get_by_text(words)).to_be_visible()
    devt.get_by_role("button", name="Return the report").click()
    expect(devt.get_by_text("The report is returned. Told by e-mail:")).to_be_visible()


def correct(editor: Page) -> None:
    """From the list to the section that DEVT named, and the number mended."""
    editor.goto("/reports/")
    editor.get_by_role("link", name="Answer the return").click()
    editor.get_by_role("link", name="Go to 3.6").click()
    section = editor.locator("details.section", has=editor.get_by_role("heading", name="3.6"))
    expect(section.get_by_text("Were ten withdrawn?")).to_be_visible()
    adopted = editor.locator("[name$='-q3_6_standards_adopted']")
    expect(adopted).to_have_value("50")
    adopted.fill("60")
    editor.get_by_role("button", name="Save and leave").click()
    expect(editor.get_by_text("Saved. You can go on at any time.")).to_be_visible()


def accept(devt: Page) -> None:
    start_review(devt)
    devt.get_by_role("link", name=re.compile(r"^3\.6 ")).click()
    expect(devt.get_by_text("Was 50")).to_be_visible()
    devt.get_by_role("link", name="Accept…").click()
    expect(devt.get_by_text("APDC-2011-2015/2013/KE/2")).to_be_visible()
    devt.get_by_role("button", name="Accept the report").click()
    expect(devt.get_by_text("The report is accepted; its figures count now.")).to_be_visible()


def assert_values_behind_adoption(reviewer: Page) -> None:
    reviewer.get_by_role("row").filter(has_text=ADOPTION).get_by_role("link", name="45 %").click()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text(ADOPTION)
    row = reviewer.locator("#values").get_by_role("row").filter(has_text="Kenya")
    expect(row.get_by_role("cell").nth(0)).to_have_text("60")
    expect(row.get_by_role("cell").nth(1)).to_have_text("100")
    expect(row).to_contain_text("by Ada Administrator")
