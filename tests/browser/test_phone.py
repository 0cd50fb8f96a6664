"""Lists on a phone: the first column stays, what can be done is in sight, the page never scrolls sideways."""

import pytest
from playwright.sync_api import Page

from activities.reporting.models import Report
from activities.reporting.services.signing import sign_report
from members.models import User
from tests.browser.conftest import SignIn
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory
from tests.reporting.making import activity_of, said, save

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
OUT_OF_SIGHT = """() => [...document.querySelectorAll('tbody :is(a.button, button, th[scope=row])')]
    .filter(each => each.offsetWidth)
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.textContent.trim())"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def report(nsb_officer: User) -> Report:
    """A report to review, and another that is still to come."""
    member = nsb_officer.roles.get().member
    round_ = RoundFactory.create(plan=PlanFactory.create(code="APDC"), year=2013)
    report = ReportFactory.create(round=round_, member=member, draft=True)
    save(report, activity_of(report, title="Twinning").code, said(), nsb_officer)
    sign_report(report=report, by=nsb_officer)
    ReportFactory.create(round=round_, member=DevelopingMemberFactory.create(), draft=True)
    return report


@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("devt_officer", "/"),
        ("devt_officer", "/rounds/queue/"),
        ("devt_officer", "/plans/APDC/rounds/2013/"),
        ("devt_officer", "/plans/APDC/rounds/2013/queue/"),
        ("devt_officer", "/reports/{pk}/review/"),
        ("devt_officer", "/people/"),
        ("devt_officer", "/members/"),
        ("devt_officer", "/plans/APDC/outputs/1/"),
        ("nsb_officer", "/reports/"),
    ],
)
def test_acts_and_first_columns_are_in_sight_on_a_phone(
    page: Page, sign_in: SignIn, report: Report, person: str, path: str, request: pytest.FixtureRequest
) -> None:
    sign_in(request.getfixturevalue(person))
    page.set_viewport_size(PHONE)

    answer = page.goto(path.format(pk=report.pk))

    assert answer
    assert answer.status == 200
    assert page.evaluate(OUT_OF_SIGHT) == []
    assert page.evaluate(SIDEWAYS) == 0


def test_menu_shows_the_current_entry_on_a_phone(page: Page, sign_in: SignIn, devt_officer: User) -> None:
    sign_in(devt_officer)
    page.set_viewport_size(PHONE)

    page.goto("/people/")

    entry = page.locator(".masthead nav [aria-current]").bounding_box()
    assert entry
    assert entry["x"] >= 0
    assert entry["x"] + entry["width"] <= PHONE["width"]
