"""What pages weigh on the wire, as the production stack serves them: gunicorn, WhiteNoise, compression."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext

from actionplan import health
from actionplan.embedded.ports import free_port
from activities.models import Activity
from activities.reporting.enums import Rating
from activities.reporting.models import Question, Report
from members.models import Member, User
from outputs.models import Plan
from tests.browser.conftest import complaints_of, let_in
from tests.factories.reporting import AnswerFactory, ReportFactory, RoundFactory, SectionFactory
from tests.processes import running, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SETTINGS = "tests.browser.served_settings"
FIRST_VISIT = 50_000
LATER_VISIT = 15_000
STEPS = range(1, 10)
WORDS_IN_A_TEXT = 60


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files, hashed and compressed."""
    folder = tmp_path_factory.mktemp("static")
    call = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0", "--ignore=redoc"]
    subprocess.run(call, cwd=settings.BASE_DIR, env=environment(folder), check=True)
    return folder


def environment(static_root: Path) -> dict[str, str]:
    ours = {"SECRET_KEY": settings.SECRET_KEY, "STATIC_ROOT": str(static_root)}
    return os.environ | ours | {"DJANGO_SETTINGS_MODULE": SETTINGS}


@pytest.fixture
def address(static_root: Path, transactional_db: None) -> Iterator[str]:
    """Where the portal is served as in production."""
    port = str(free_port())
    ours = {"SECRET_KEY": settings.SECRET_KEY, "STATIC_ROOT": str(static_root), "WEB_CONCURRENCY": "1"}
    url = f"http://127.0.0.1:{port}"
    with running("actionplan.serve", "web", settings_module=SETTINGS, HOST="127.0.0.1", PORT=port, **ours):
        wait_until(lambda: health.web_is_well(url), "the web server is well")
        yield url


@pytest.fixture
def report(kenya: Member) -> Report:
    """A full report on the real plan, with the full report of the year before beside each question."""
    for command in ("load_plan", "load_questions", "load_indicators"):
        call_command(command, "--yes", verbosity=0)
    plan = Plan.objects.get()
    before, now = (RoundFactory.create(plan=plan, year=year) for year in (2012, 2013))
    fill(ReportFactory.create(round=before, member=kenya, accepted=True))
    report = ReportFactory.create(round=now, member=kenya, draft=True)
    fill(report)
    return report


def fill(report: Report) -> None:
    """A text in every place for one, and a number or a text for every question."""
    writer = Writer(report.round.year)
    sections = {
        f"a{activity.pk}": SectionFactory.create(
            report=report,
            activity=activity,
            rating=Rating.ON_TRACK,
            done=writer.text(),
            changed=writer.text(),
        )
        for activity in Activity.objects.order_by("code")
    }
    for step in ("details", "way_forward"):
        sections[step] = SectionFactory.create(report=report, activity=None, step=step)
    for question in Question.objects.filter(kind__in=["integer", "long_text"]):
        is_number = question.kind == "integer"
        said = {"number": 3} if is_number else {"number": None, "text": writer.text()}
        AnswerFactory.create(section=sections[question.section_key], question=question, **said)


class Writer:
    """Texts of the plan's own words in an order of no meaning, which compress no better than real ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - texts, not secrets
        descriptions = Activity.objects.order_by("code").values_list("description", "title")
        self.words = sorted({word for texts in descriptions for text in texts for word in text.split()})

    def text(self) -> str:
        return " ".join(self.random.choices(self.words, k=WORDS_IN_A_TEXT))


def visit(context: BrowserContext, url: str) -> int:
    """Bytes that a visit brings over the wire, headers included; the page complains of nothing."""
    page = context.new_page()
    complaints = complaints_of(page, url.partition("/reports/")[0])
    wire = context.new_cdp_session(page)
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    answer = page.goto(url, wait_until="networkidle")
    assert answer
    assert answer.status == 200
    page.close()
    assert complaints == []
    return round(sum(received))


def test_steps_weigh_little(browser: Browser, address: str, report: Report, nsb_officer: User) -> None:
    first, later = {}, {}
    for step in STEPS:
        context = browser.new_context()
        let_in(context, nsb_officer, address)
        following = step % len(STEPS) + 1
        first[step] = visit(context, f"{address}/reports/{report.pk}/steps/{step}/")
        later[following] = visit(context, f"{address}/reports/{report.pk}/steps/{following}/")
        context.close()

    print("bytes of first visits:", first, "of later visits:", later)  # noqa: T201 - the figures themselves
    assert max(first.values()) <= FIRST_VISIT, first
    assert max(later.values()) <= LATER_VISIT, later
