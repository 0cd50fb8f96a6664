"""Hostile inputs are tried in the world in which access is tried; `--full` tries them all (`make fuzz`)."""

import gc
import logging
from collections.abc import Iterator

import pytest

from tests.access.conftest import built_world, world
from tests.access.world import World
from tests.fuzz.trying import Trial

__all__ = ["built_world", "world"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="every value in every field as every role")


@pytest.fixture
def is_full(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--full", default=False))


@pytest.fixture
def trial(world: World) -> Iterator[Trial]:
    """Without the log of its many requests, and without collecting what earlier tests have left."""
    logging.disable(logging.CRITICAL)
    gc.freeze()
    yield Trial(world)
    gc.unfreeze()
    logging.disable(logging.NOTSET)
