"""Fixtures for every test."""

import os
import shutil
from typing import Any

import pytest

pytest_plugins = ["tests.fixtures"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium where there is one, else the one that Playwright downloaded."""
    chromium = shutil.which("chromium")
    found = {"executable_path": chromium} if chromium else {}
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | found | {"args": [*sandbox, "--disable-background-networking"]}
