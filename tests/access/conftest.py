"""The world is built once for all tests of access; each test's changes are undone.

No test here makes people of its own by the fixtures of other tests: they would meet these.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.access.readings import Readings
from tests.access.world import World, make_world
from tests.once import loaded_once


@pytest.fixture(scope="package", autouse=True)
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lives in a transaction around those of the tests."""
    with loaded_once(django_db_blocker, make_world) as world:
        yield world


@pytest.fixture
def world(built_world: World, db: None) -> World:
    return built_world


@pytest.fixture(scope="package")
def made_readings(built_world: World) -> Readings:
    return Readings(built_world)


@pytest.fixture
def readings(made_readings: Readings, world: World) -> Readings:
    """Of the world before a test changes it."""
    return made_readings
