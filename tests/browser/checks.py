"""What holds for every page: axe finds nothing, nothing scrolls sideways; and pictures of it."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
PICTURES = Path(__file__).resolve().parents[2] / "test-results" / "screens"


def faults(page: Page, path: str, status: int = 200, *, pictures: bool = False) -> list[str]:
    """What is wrong with the page at `path`, wide and narrow, light and dark."""
    response = page.goto(path)
    if response is None or response.status != status:
        return [f"{path} answers {response and response.status}, not {status}"]
    name = path if pictures else ""
    return [fault for width, scheme in LOOKS for fault in _faults_in(page, width, scheme, name)]


def _faults_in(page: Page, width: int, scheme: str, name: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if name:
        picture(page, f"{name} {width} {scheme}")
    found = axe(page) + (["scrolls sideways"] if scrolls_sideways(page) else [])
    return [f"{width} {scheme}: {fault}" for fault in found]


def axe(page: Page) -> list[str]:
    """What axe finds wrong on the page: rule, advice and the first places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: " + " | ".join(node["html"][:200] for node in rule["nodes"][:3])
        for rule in found
    ]


def scrolls_sideways(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page, kept where nobody commits it."""
    path = PICTURES / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
    page.screenshot(path=path, full_page=True)
    return path
