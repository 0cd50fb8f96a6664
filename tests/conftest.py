"""Fixtures for every test."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.fixtures"]


SPREAD = ("tests/fuzz/", "tests/browser/test_axe.py")
"""They last long and share little: each goes where there is time."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Contents name no test: an archive tells the second it was made in; processes must agree on names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay with one worker, unless they name the group that they belong to, or are spread."""
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """At the end, closes the sessions of servers and workers that tests have killed."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
