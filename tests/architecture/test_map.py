"""The map in docs/architecture.md and the links of the README are true."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from tests.house import HOUSE

ROOT: Path = settings.BASE_DIR
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = re.findall(
    r"`([a-z/]+)`", "".join(line.split("|")[1] for line in MAP.splitlines() if line.startswith("| `"))
)
UNMAPPED = {"htmlcov", "locale", "media", "staticfiles", "test-results", "actionplan"}
"""What tools and the portal itself make, and the project's own package, whose rooms are on it."""


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_of_the_map_is_there(room: str) -> None:
    assert (ROOT / room).is_dir()


def test_every_folder_is_on_the_map() -> None:
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and not path.name.startswith("__")
    }

    assert folders - UNMAPPED - set(ROOMS) == set()


def test_every_app_is_on_the_map() -> None:
    apps = {name.replace(".", "/") for name in settings.INSTALLED_APPS if name.split(".")[0] in HOUSE}
    apps = {name for name in apps if not name.startswith("kernel/")}

    assert apps - set(ROOMS) == set()


@pytest.mark.parametrize(
    "document", ["README.md", "docs/architecture.md", "docs/guide.md", "docs/testing.md"]
)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)

    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z-]+)", readme)) - targets == set()


def test_the_version_is_stated_once_more_and_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == settings.VERSION
