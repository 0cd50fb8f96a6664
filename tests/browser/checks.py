"""What holds for every page: axe finds nothing, it is not wider than the window, nor its tables; pictures."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Look = tuple[int, str]
Known = Mapping[tuple[str, str], str]
"""What axe may find: a rule, the selector of the places, and why."""
LOOKS: list[Look] = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
UNFOLD = "document.querySelectorAll('details').forEach(details => { details.open = true })"
PHONE = 390
COMPARISONS = ("Official statistics by year", "Values behind the figure")
"""Tables of many figures for each row, which scroll inside their card beside their first column."""

OUT_OF_SIGHT = """names => [...document.querySelectorAll('main#content table')]
    .map(table => [table.closest('[aria-label]')?.ariaLabel ?? table.className, table])
    .filter(([name]) => !names.includes(name))
    .flatMap(([name, table]) => [
        ...[...table.querySelectorAll('tbody :is(th, td)')]
            .filter(cell => cell.offsetWidth > 1)
            .filter(cell => cell.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 1),
        ...[...table.querySelectorAll('thead .sample')]
            .filter(mark => mark.closest('thead').offsetWidth <= 1)]
        .map(cell => `${name}: ${cell.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60)}`))"""
PICTURES = Path(__file__).resolve().parents[2] / "test-results" / "screens"


def faults(
    page: Page,
    path: str,
    status: int = 200,
    *,
    pictures: bool = False,
    looks: Sequence[Look] = LOOKS,
    examined: Sequence[Look] | None = None,
    known: Known | None = None,
) -> list[str]:
    """What is wrong with the page at `path`, in every look, with all unfolded; axe sees those `examined`."""
    show_as(page, looks[0])
    response = page.goto(path)
    if response is None or response.status != status:
        return [f"{path} answers {response and response.status}, not {status}"]
    if response.request.redirected_from:
        return [f"{path} leads to {response.url}"]
    name = path if pictures else ""
    examined = looks if examined is None else examined
    return [
        fault
        for look in looks
        for fault in _faults_in(page, look, name, known or {}, is_examined=look in examined)
    ]


def _faults_in(page: Page, look: Look, name: str, known: Known, *, is_examined: bool) -> list[str]:
    width, scheme = look
    show_as(page, look)
    if name:
        picture(page, f"{name} {width} {scheme}")
    page.evaluate(UNFOLD)
    found = axe(page, known) if is_examined else []
    found += ["scrolls sideways"] if scrolls_sideways(page) else []
    found += [f"out of sight: {cell}" for cell in out_of_sight(page)] if width == PHONE else []
    return [f"{width} {scheme}: {fault}" for fault in found]


def show_as(page: Page, look: Look) -> None:
    width, scheme = look
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def axe(page: Page, known: Known | None = None) -> list[str]:
    """What axe finds wrong on the page: rule, advice and the first places."""
    return [
        f"{rule['id']}: {rule['help']}: " + " | ".join(node["html"][:200] for node in nodes[:3])
        for rule in Axe().run(page).response["violations"]
        if (nodes := [node for node in rule["nodes"] if not _is_known(page, rule["id"], node, known or {})])
    ]


def _is_known(page: Page, rule: str, node: dict[str, Any], known: Known) -> bool:
    place = page.locator(node["target"][0]).first
    return any(
        rule == known_rule and place.evaluate("(place, selector) => place.matches(selector)", selector)
        for known_rule, selector in known
    )


def scrolls_sideways(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide


def out_of_sight(page: Page) -> list[str]:
    """Of each table of the portal the first cell that is cut, and marks of sample data that nobody sees."""
    cells: list[str] = page.evaluate(OUT_OF_SIGHT, COMPARISONS)
    return cells


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page, kept where nobody commits it."""
    path = PICTURES / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
    page.screenshot(path=path, full_page=True)
    return path
