"""Pages of a report as people meet them: accessible, wide and narrow, light and dark."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page

from activities.reporting.models import ConflictCopy, Report
from activities.reporting.services import workflow
from activities.reporting.services.conflicts import keep_conflict_copy
from activities.reporting.services.evidence import add_evidence
from activities.reporting.services.signing import sign_report
from members.models import Member, User
from tests.browser.checks import faults
from tests.browser.conftest import SignIn
from tests.factories.outputs import TargetGroupFactory
from tests.reporting.making import activity_of, number, question_of, report_of, said, save, split

pytestmark = pytest.mark.django_db(transaction=True)


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
    add_evidence(
        report=report, key="1.2", file=ContentFile(b"%PDF-1.7", "Liste des délégués.pdf"), by=nsb_officer
    )
    sign_report(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    save(report, "1.2", said(number("q_money", 12), changed="Much."), nsb_officer, expected_version=1)
    sign_report(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def copy(report: Report, nsb_officer: User) -> ConflictCopy:
    mine = said(number("q_money", 11), rating="delayed", done="Others.", changed="Much else.")
    return keep_conflict_copy(section=report.sections.get(), data=mine, by=nsb_officer)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "steps/1/",
        "steps/2/",
        "steps/4/",
        "sections/1.2/evidence/",
        "versions/2/",
        "versions/2/receipt/",
        "versions/1/2/",
    ],
)
def test_pages_are_accessible(
    page: Page, sign_in: SignIn, nsb_officer: User, report: Report, path: str
) -> None:
    sign_in(nsb_officer)

    assert faults(page, f"/reports/{report.pk}/{path}", pictures=True) == []


def test_when_a_section_was_saved_is_as_wide_as_its_words(
    page: Page, sign_in: SignIn, nsb_officer: User, report: Report
) -> None:
    save(report, "details", said(rating="", done=""), nsb_officer)
    sign_in(nsb_officer)

    page.goto(f"/reports/{report.pk}/steps/1/")

    mark = page.locator("section.card > .status").first.bounding_box()
    card = page.locator("section.card[data-section]").first.bounding_box()
    assert mark
    assert card
    assert mark["width"] < card["width"] / 2


def test_the_list_and_a_conflict_are_accessible(
    page: Page, sign_in: SignIn, nsb_officer: User, copy: ConflictCopy
) -> None:
    sign_in(nsb_officer)

    assert faults(page, "/reports/", pictures=True) == []
    assert faults(page, f"/reports/{copy.section.report_id}/conflicts/{copy.pk}/", pictures=True) == []


def test_a_refused_step_is_accessible(page: Page, sign_in: SignIn, nsb_officer: User, report: Report) -> None:
    sign_in(nsb_officer)
    page.goto(f"/reports/{report.pk}/steps/2/")
    page.locator("details.section:not([open]) > summary").first.click()
    page.locator("[name$='-q_integer']").fill("a few")
    page.get_by_role("button", name="Save and leave").click()

    page.get_by_role("alert").get_by_role("link", name="1.2 Twinning").click()

    assert "“a few” is not a number" in page.locator("[id$='-q_integer:problem']").inner_text()
