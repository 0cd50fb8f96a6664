"""The world of the access tests, for whom the generated client speaks."""

import pytest

from tests.access.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
