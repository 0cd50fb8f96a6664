"""axe finds nothing on any page, as any role: the pages of `tests.access.table` in a browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.access.administration import EDITED, READ, model_of
from tests.access.asking import address_of
from tests.access.lines import DEVT, OK, ROLES, Line
from tests.access.registers import KNOWN
from tests.access.table import LINES
from tests.access.world import World, make_world
from tests.browser.checks import Known, Look, faults

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS: list[Look] = [(1280, "light"), (390, "dark")]
ON_REPORTS = ("editor", "officer")
"""They see the most of a report: its forms; of all else the administrators of DEVT do."""
OWN = {"home", "dashboard:dashboard", "reporting:my_reports", "reporting:report", "members:people"}
"""Pages that differ by role so much that each role's is checked."""

WITH_MOST = {"reporting:step", "reporting:review_section", "reporting:round", "indicators:indicator"}

FILES = (
    *("reporting:progress_file", "reporting:evidence_file", "reporting:version_file"),
    *("reporting:narratives_csv", "reporting:narratives_xlsx"),
    *("certificates:one", "certificates:sheet", "certificates:file"),
    *("indicators:results", "indicators:values", "imports:template", "imports:left-out"),
    *(f"{known.register.name}:{file}" for known in KNOWN for file in ("csv", "xlsx")),
)
NO_PAGES = {
    "health": "The library's page for load balancers.",
    **dict.fromkeys(FILES, "A file."),
    "admin:jsi18n": "A script.",
    "admin:search": "A part of a page, for the theme's search.",
}
THEME: Known = {
    ("landmark-unique", ".simplebar-content-wrapper"): "The theme's script names all scrolling parts alike.",
    (
        "empty-table-header",
        "table.formset thead th:last-child",
    ): "No words above the boxes that remove.",
}
"""Of the administration only; see decision 5."""
IN_THE_ADMINISTRATION = [
    ("members_member_changelist", ""),
    ("members_member_add", ""),
    ("members_member_change", "kenya_pk"),
    ("members_member_history", "kenya_pk"),
    ("members_member_export", ""),
    ("core_email_changelist", ""),
    ("core_email_change", "email"),
    ("reporting_report_changelist", ""),
    ("indicators_target_changelist", ""),
]
"""A list with and without import, a form, a history; what is changed and what is only read."""


@pytest.fixture
def world(transactional_db: None) -> World:
    """Committed, so that the server of the test sees it."""
    return make_world()


def enter(page: Page, world: World, role: str, address: str) -> None:
    """The page is the role's from now on; strangers and who is nobody are roles, too."""
    if role in world.sessions:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": world.sessions[role], "url": address}
        page.context.add_cookies([cookie])


def pages_of_the_portal(world: World, role: str) -> Iterator[tuple[str, bool]]:
    """Each page, and whether axe sees it in every look."""
    for line in LINES:
        path = address_of(world, line)
        is_page = line.method == "get" and line.name not in NO_PAGES
        if not is_page or role not in who_looks(line) or path.startswith(("/api/", "/admin/")):
            continue
        if takes_its_turn(line.name):
            yield path, line.name in OWN | WITH_MOST


IN_TURN = ("add", "edit", "copy", "cancel", "move", "calendar")
"""Pages of a register that show its form once more, or its record and one question."""


def takes_its_turn(name: str) -> bool:
    """Registers share their pages: of those in turn each shows one, of the others all."""
    space, _, page = name.partition(":")
    places = [known.register.name for known in KNOWN]
    if space not in places or page not in IN_TURN:
        return True
    return IN_TURN[places.index(space) % len(IN_TURN)] == page


def who_looks(line: Line) -> list[str]:
    """The role that sees most of the page; the others, too, where theirs is another page."""
    most = ON_REPORTS if line.name.startswith("reporting:") else ()
    allowed = [role for role in (*most, *DEVT, *ROLES) if line.answers[role] == OK]
    return list(dict.fromkeys(allowed)) if line.name in OWN else allowed[:1]


def pages_of_the_administration(world: World) -> Iterator[str]:
    for line in LINES:
        is_page = line.method == "get" and line.name not in NO_PAGES
        if is_page and line.name.startswith("admin:") and line.answers["administrator"] == OK:
            yield address_of(world, line)
    for name, place in IN_THE_ADMINISTRATION:
        yield reverse(f"admin:{name}", args=[world.places[place]] if place else [])


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_the_portal(world: World, page: Page, live_server: LiveServer, role: str) -> None:
    """Pages are made of the same parts and take turns at how axe sees them, those with most in both; none
    scrolls sideways.
    """
    enter(page, world, role, live_server.url)

    found = {
        path: faults(page, path, looks=LOOKS, examined=LOOKS if is_full else [LOOKS[turn % len(LOOKS)]])
        for turn, (path, is_full) in enumerate(pages_of_the_portal(world, role))
    }

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", LOOKS[1:], ids=str)
def test_no_form_of_the_administration_is_wider_than_the_window(
    world: World, page: Page, live_server: LiveServer, look: Look
) -> None:
    enter(page, world, "administrator", live_server.url)
    forms = [
        reverse(f"admin:{label.replace('.', '_')}_change", args=[row.pk])
        for label in sorted(EDITED | READ)
        if (row := model_of(label)._default_manager.first())
    ]

    found = {path: faults(page, path, looks=[look], examined=[]) for path in forms}

    assert len(forms) > 30
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_the_administration(world: World, page: Page, live_server: LiveServer, look: Look) -> None:
    """The theme looks at the scheme when it starts, so each look has visits of its own."""
    enter(page, world, "administrator", live_server.url)

    found = {
        path: faults(page, path, looks=[look], known=THEME) for path in pages_of_the_administration(world)
    }

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
