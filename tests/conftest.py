"""Fixtures for every test."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.template import engines
from pytest_django import DjangoDbBlocker

from tests.databases import take_copy
from tests.strict_templates import Strict

pytest_plugins = ["tests.fixtures"]


SPREAD = ("tests/fuzz/", "tests/browser/test_axe.py")
"""They last long and share little: each goes where there is time."""

LONGEST = (
    *("tests/faults/", "tests/embedded/test_demo.py", "tests/migrations/test_forward.py"),
    *("tests/indicators/test_every_figure.py", "tests/access/test_small_groups.py", "tests/fuzz/"),
    *("tests/access/test_addresses.py", "tests/browser/test_axe.py", "tests/browser/test_journey.py"),
)
"""They begin, so that at the end no process waits for one of them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep", action="store_true", help="keep what stands now as what shall stand")


@pytest.fixture
def assert_kept(request: pytest.FixtureRequest) -> Callable[[str, Iterable[str]], None]:
    """Compares lines with a file of `kept` beside the test; with `--keep`, writes them there first."""

    def compare(name: str, lines: Iterable[str]) -> None:
        file, found = request.path.parent / "kept" / name, list(lines)
        if request.config.getoption("--keep"):
            file.write_text("\n".join(found) + "\n", encoding="utf-8")
        kept = file.read_text(encoding="utf-8").splitlines()
        known, now = set(kept), set(found)
        gone = [line for line in kept if line not in now]
        new = [line for line in found if line not in known]
        assert (gone, new) == ([], []), f"{name}: {len(gone)} lines are gone and {len(new)} new"
        assert found == kept

    return compare


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Contents name no test: an archive tells the second it was made in; processes must agree on names."""
    return argname if isinstance(val, bytes) else None


def begins(item: pytest.Item) -> int:
    """Its place among the longest, in their order; all others keep theirs behind them."""
    places = (place for place, start in enumerate(LONGEST) if item.location[0].startswith(start))
    return next(places, len(LONGEST))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay with one worker, unless they name the group that they belong to, or are spread."""
    items.sort(key=begins)
    for item in items:
        file = item.location[0]
        if item.get_closest_marker("xdist_group") is None and not file.startswith(SPREAD):
            item.add_marker(pytest.mark.xdist_group(file))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium where there is one, else the one that Playwright downloaded."""
    chromium = shutil.which("chromium")
    found = {"executable_path": chromium} if chromium else {}
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | found | {"args": [*sandbox, "--disable-background-networking"]}


@pytest.fixture(scope="session", autouse=True)
def strict_templates(django_test_environment: None) -> None:
    engines["django"].engine.string_if_invalid = Strict()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Here the name of this process's database is known, and nobody has asked for it yet."""
    take_copy(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_createdb: bool) -> bool:
    """The copy is what tests run on, but with `--create-db`."""
    return not django_db_createdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The copy is at home where it lies; at the end, the sessions of what tests have killed are closed."""
    from kernel.models import Place  # noqa: PLC0415 - models load after this file
    from kernel.restored import here  # noqa: PLC0415

    with django_db_blocker.unblock():
        Place.objects.update(name=here())
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
