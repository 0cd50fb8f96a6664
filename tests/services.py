"""pytest plugin: real PostgreSQL and Redis for every run, before Django reads its settings.

Loaded with `-p tests.services`.  The controller starts the services; workers of pytest-xdist
inherit its environment, and each takes a Redis database of its own.  Two runs side by side
get a folder each.  A database is migrated, if need be, while tests are still collected.
"""

import itertools
import os
import shutil
from collections.abc import Generator
from functools import partial
from pathlib import Path

import pytest

from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.services import LOCAL, Services, start_services
from actionplan.embedded.state import is_locked
from tests.databases import is_migrated, start_migrating, stop

TEST_FOLDERS = LOCAL / "tests"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Runs before pytest-django, which loads the settings in the same hook."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = redis_url_of(worker, os.environ["REDIS_URL"])
    else:
        services = start_in_free_folder()
        early_config.add_cleanup(services.stop)
        os.environ.update(services.environment)
        if not is_migrated():
            early_config.add_cleanup(partial(stop, start_migrating()))
    return (yield)


def redis_url_of(worker: str, url: str) -> str:
    """Database 0 is the controller's; worker gw0 takes database 1, and so on."""
    number = int(worker.removeprefix("gw")) + 1
    return f"{url.rpartition('/')[0]}/{number}"


def start_in_free_folder() -> Services:
    for number in itertools.count(1):
        folder = TEST_FOLDERS / str(number)
        if not is_locked(folder):
            return start_afresh_if_broken(folder)
    raise AssertionError("unreachable")


def start_afresh_if_broken(folder: Path) -> Services:
    """Test data is worth nothing: a folder that does not start is made anew."""
    try:
        return start_services(folder, durable=False)
    except EmbeddedError:
        shutil.rmtree(folder)
        return start_services(folder, durable=False)
