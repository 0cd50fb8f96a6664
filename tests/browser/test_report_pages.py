"""Pages of a report as people and slow lines meet them: accessible, and small."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Request
from pytest_django.live_server_helper import LiveServer

from activities.reporting.models import Report, SetAside
from activities.reporting.services import workflow
from activities.reporting.services.drafts import set_aside
from activities.reporting.services.signing import sign_report
from members.models import Member, User
from outputs.models import Plan
from tests.browser.checks import faults
from tests.browser.conftest import SignIn
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import RoundFactory
from tests.reporting.making import activity_of, number, question_of, report_of, said, save, split

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_VISIT = 50_000
LATER_VISIT = 15_000


@pytest.fixture
def report(kenya: Member, nsb_officer: User) -> Report:
    """A report with every kind of question, signed twice, a draft again."""
    report = report_of(kenya)
    group = TargetGroupFactory.create(plan=report.round.plan, name="Small enterprises")
    activity = activity_of(report, title="Twinning", measured=True, target_groups=[group])
    for kind in ("integer", "money", "rating", "yes_no", "choice", "date", "text", "long_text"):
        question_of(activity, f"q_{kind}", kind=kind, label=f"A {kind}", hint="What counts.", choices=[])
    question_of(activity, "experts", label="Experts", by_sex=True)
    question_of(activity, "reached", label="Reached", by_target_group=True)
    data = said(*split("experts", female=4, male=5), number("q_money", 10), changed="More.")
    save(report, "1.2", data, nsb_officer)
    sign_report(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    save(report, "1.2", said(number("q_money", 12), changed="Much."), nsb_officer, expected_version=1)
    sign_report(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def aside(report: Report, nsb_officer: User) -> SetAside:
    mine = said(number("q_money", 11), rating="delayed", done="Others.", changed="Much else.")
    return set_aside(section=report.sections.get(), data=mine, by=nsb_officer)


@pytest.mark.parametrize(
    "path",
    ["", "steps/1/", "steps/2/", "steps/4/", "versions/2/", "versions/2/receipt/", "versions/1/2/"],
)
def test_pages_are_accessible(
    page: Page, sign_in: SignIn, nsb_officer: User, report: Report, path: str
) -> None:
    sign_in(nsb_officer)

    assert faults(page, f"/reports/{report.pk}/{path}", pictures=True) == []


def test_the_list_and_a_conflict_are_accessible(
    page: Page, sign_in: SignIn, nsb_officer: User, aside: SetAside
) -> None:
    sign_in(nsb_officer)

    assert faults(page, "/reports/", pictures=True) == []
    assert faults(page, f"/reports/{aside.section.report_id}/conflicts/{aside.pk}/", pictures=True) == []


def test_a_refused_step_is_accessible(page: Page, sign_in: SignIn, nsb_officer: User, report: Report) -> None:
    sign_in(nsb_officer)
    page.goto(f"/reports/{report.pk}/steps/2/")
    page.locator("#s1_2-q_integer").fill("a few")
    page.get_by_role("button", name="Save and leave").click()

    page.get_by_role("alert").get_by_role("link", name="1.2 Twinning").click()

    assert "“a few” is not a number" in page.locator("[id='s1_2-q_integer:problem']").inner_text()


@pytest.fixture
def real_report(kenya: Member) -> Report:
    """A report on the real plan with all its questions."""
    call_command("load_plan", verbosity=0)
    call_command("load_questions", verbosity=0)
    return report_of(kenya, round=RoundFactory.create(plan=Plan.objects.get(), year=2013))


def _bytes_of(context: BrowserContext, path: str) -> int:
    """Bytes of all answers, headers included, that a visit asks for."""
    page = context.new_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 - playwright refuses built-ins
    page.goto(path, wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    page.close()
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def test_steps_weigh_little(
    browser: Browser,
    live_server: LiveServer,
    context: BrowserContext,
    sign_in: SignIn,
    nsb_editor: User,
    real_report: Report,
) -> None:
    sign_in(nsb_editor)
    weights = {}
    for step in range(1, 10):
        fresh = browser.new_context(base_url=live_server.url)
        fresh.add_cookies(context.cookies())
        path = f"/reports/{real_report.pk}/steps/{step}/"
        weights[step] = (_bytes_of(fresh, path), _bytes_of(fresh, path))
        fresh.close()

    print("bytes of a first and a later visit, by step:", weights)  # noqa: T201 - the figures themselves
    assert {step: first for step, (first, _later) in weights.items() if first > FIRST_VISIT} == {}
    assert {step: later for step, (_first, later) in weights.items() if later > LATER_VISIT} == {}
