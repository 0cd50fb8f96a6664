"""Permissions are declared once, and each is asked by somebody."""

import re
from pathlib import Path

from django.conf import settings

from kernel.access import permissions
from tests.house import HOUSE

ROOT: Path = settings.BASE_DIR
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
NAMED = {
    *re.findall(r'{% has_perm "([\w.]+)"', TEMPLATES),
    *re.findall(r"\bperms\.(\w+\.\w+)", TEMPLATES),
}
"""What templates ask, by its name."""
DECLARED = re.compile(r'^(?:(\w+) = )?define_permission\(\s*"?([\w.]+)"?', flags=re.MULTILINE)


def sources() -> dict[Path, str]:
    paths = (path for package in HOUSE for path in (ROOT / package).rglob("*.py"))
    return {path: path.read_text(encoding="utf-8") for path in paths}


def test_what_templates_ask_is_declared() -> None:
    assert NAMED
    assert NAMED - permissions() == set()


def test_every_permission_is_asked() -> None:
    found = sources()
    declared = {
        constant or name: name
        for path, text in found.items()
        if path.name == "rules.py"
        for constant, name in DECLARED.findall(text)
    }
    elsewhere = "".join(text for path, text in found.items() if path.name != "rules.py")
    unasked = {
        constant
        for constant, name in declared.items()
        if name not in NAMED and not re.search(rf"\b{constant}\b", elsewhere)
    }

    assert len(declared) == len([name for name in permissions() if not name.startswith("test.")])
    assert unasked == set()


def test_python_asks_by_import() -> None:
    """A name in a string could be misspelt, and would then be refused to everybody."""
    quoted = re.compile(rf'"(?:{"|".join(map(re.escape, sorted(permissions())))})"')
    wrong = [str(path) for path, text in sources().items() if path.name != "rules.py" and quoted.search(text)]

    assert wrong == [str(ROOT / "kernel" / "access.py")]
