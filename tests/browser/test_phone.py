"""Lists on a phone: no column and no act is out of sight, and the page never scrolls sideways."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from activities.reporting.models import Report
from activities.reporting.services.signing import sign_report
from indicators.models import Result, Target
from members.models import User
from tests.access.world import World, make_world
from tests.browser.checks import UNFOLD, out_of_sight
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
SAMPLES: dict[Any, str] = {
    Report: "is_sample",
    User: "is_sample",
    Target: "is_sample",
    Result: "has_sample",
}
WITH_TABLES = [
    "/sources/",
    "/api/docs/",
    "/account/sessions/",
    "/profile/",
    "/people/",
    "/members/",
    "/members/KE/",
    "/committees/{committee}/",
    "/plans/APDC/",
    "/plans/APDC/dashboard/2011/",
    "/plans/APDC/outputs/1/",
    "/plans/APDC/activities/1.2/",
    "/plans/APDC/framework/",
    "/plans/APDC/indicators/",
    "/plans/APDC/indicators/E1.2-1/?year=2011",
    "/plans/APDC/runs/",
    "/plans/APDC/rounds/",
    "/plans/APDC/rounds/2013/needs-your-eye/",
    "/reports/{report_2012}/review/sections/1.2/",
]


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
    assert out_of_sight(page) == []
    assert page.evaluate(SIDEWAYS) == 0


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def test_every_column_is_in_sight_on_a_phone(page: Page, sign_in: SignIn, world: World) -> None:
    """Tables are cards or fit the page, and say what of them is invented."""
    for model, field in SAMPLES.items():
        model.objects.update(**{field: True})
    sign_in(world.people["administrator"])
    page.set_viewport_size(PHONE)
    found, marks = {}, 0

    for path in WITH_TABLES:
        answer = page.goto(path.format(**world.places))
        assert answer
        assert answer.status == 200, path
        page.evaluate(UNFOLD)
        found[path] = out_of_sight(page)
        marks += page.locator("thead .sample:visible").count()

    assert {path: cells for path, cells in found.items() if cells} == {}
    assert marks > 10


@pytest.mark.parametrize(
    "path",
    [
        "/plans/APDC/dashboard/2015/",
        "/plans/APDC/indicators/E1.2-1/?year=2015",
        "/plans/APDC/rounds/2015/",
    ],
)
def test_strip_of_years_shows_the_current_one_on_a_phone(
    page: Page, sign_in: SignIn, world: World, path: str
) -> None:
    sign_in(world.people["administrator"])
    page.set_viewport_size({"width": 280, "height": 844})

    page.goto(path)

    assert is_in_sight(page.locator("main .segmented [aria-current]"), 280)


def test_menu_shows_the_current_entry_on_a_phone(page: Page, sign_in: SignIn, devt_officer: User) -> None:
    sign_in(devt_officer)
    page.set_viewport_size(PHONE)

    page.goto("/people/")

    assert is_in_sight(page.locator(".masthead nav [aria-current]"), PHONE["width"])


def is_in_sight(entry: Locator, width: int) -> bool:
    box = entry.bounding_box()
    return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= width
