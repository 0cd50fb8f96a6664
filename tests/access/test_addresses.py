"""Every address, as every role: nothing opens to whom the table does not name."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from rest_framework.permissions import AllowAny

from tests.access.administration import is_of_a_model
from tests.access.asking import undone
from tests.access.lines import UNKNOWN_CALLER, Line
from tests.access.readings import Readings
from tests.access.table import LINES, LOGIN_FREE, NO_LINE
from tests.access.world import World

pytestmark = pytest.mark.xdist_group("readings")

FOR_EVERYONE = {"sources"}
"""Pages that say the same to every stranger."""
WRITTEN_BY_PAGES, WRITTEN_BY_API = {201, 302}, {200, 201, 204}
"""A page that shows its form again, with 200, has written nothing."""


def walk(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address by its full name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or '?'}", pattern


ADDRESSES = list(walk(get_resolver()))


def test_every_address_is_in_the_table() -> None:
    known = {line.name for line in LINES} | set(NO_LINE)

    missing = {name for name, _pattern in ADDRESSES if name not in known and not is_of_a_model(name)}

    assert missing == set()


def test_every_method_of_the_api_is_in_the_table() -> None:
    known = {(line.name, line.method) for line in LINES}
    actions = {
        (name, method)
        for name, pattern in ADDRESSES
        for method in set(getattr(pattern.callback, "actions", None) or {}) - {"head"}
    }

    assert actions - known == set()


@pytest.mark.parametrize(
    "address", ["plans.json", "dashboard.json", "reports/1/sections/1.2", "reports/1/submit.json"]
)
def test_the_api_has_one_address_for_each_thing(address: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/api/v1/{address}")


def test_addresses_open_to_strangers_are_named_with_a_reason() -> None:
    free = {name for name, pattern in ADDRESSES if is_login_free(pattern.callback)}

    assert free - set(NO_LINE) == set(LOGIN_FREE)


def is_login_free(view: Any) -> bool:
    if hasattr(view, "cls"):
        return AllowAny in view.cls.permission_classes or not view.cls.permission_classes
    return not getattr(view, "login_required", True)


@pytest.mark.parametrize("line", [line for line in LINES if line.method == "get"], ids=str)
def test_reading_answers_each_role_as_the_table_says(readings: Readings, line: Line) -> None:
    """Nothing is written, for a link in an e-mail can make anybody read; and no cache keeps it."""
    found = {role: readings.of(line, role) for role in line.answers}

    assert {role: one.status for role, one in found.items()} == line.answers
    assert {role for role, one in found.items() if one.has_written} == set()
    kept = {role for role, one in found.items() if not one.is_private}
    assert kept == ({"anonymous"} if line.name in FOR_EVERYONE else set())


@pytest.mark.parametrize("line", [line for line in LINES if line.method != "get"], ids=str)
def test_writing_answers_each_role_as_the_table_says(world: World, line: Line) -> None:
    """Nothing is written but by whom it says, and no cache keeps the answer."""
    found = {role: undone(world, line, role) for role in line.answers}

    assert {role: one.status for role, one in found.items()} == line.answers
    assert {role for role, one in found.items() if one.has_changed} == writers(line)
    assert {role for role, one in found.items() if not one.is_private} == set()


def writers(line: Line) -> set[str]:
    """Whose request is to change something: nobody who is refused, and everybody who is not."""
    if line.writers is not None:
        return set(line.writers)
    written = WRITTEN_BY_API if line.answers["anonymous"] == UNKNOWN_CALLER else WRITTEN_BY_PAGES
    return {role for role, status in line.answers.items() if status in written and role != "anonymous"}
