"""A register stays small: what all need stands in the kit."""

import pytest

from tests.architecture.register_lines import ROOMS, lines_of


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_takes_no_more_lines_than_its_models_allow(room: str) -> None:
    lines = lines_of(room)

    assert lines.models >= 1
    assert lines.register <= lines.allowed, lines
