"""Achieved percent and status."""

from decimal import Decimal

import pytest

from indicators.enums import Direction, Status
from indicators.models import Indicator
from indicators.status import achieved_percent, status


def indicator(direction: Direction) -> Indicator:
    return Indicator(direction=direction, on_track_from=Decimal(95), at_risk_from=Decimal(80))


@pytest.mark.parametrize(
    ("direction", "value", "target", "achieved"),
    [
        (Direction.UP, 90, 120, 75),
        (Direction.UP, 150, 120, 125),
        (Direction.UP, -3, 120, 0),
        (Direction.UP, 0, 0, 100),
        (Direction.UP, -1, 0, 0),
        (Direction.DOWN, 50, 40, 80),
        (Direction.DOWN, 50, 50, 100),
        (Direction.DOWN, 40, 50, 120),
        (Direction.DOWN, 1, 50, 198),
        (Direction.DOWN, 0, 50, 200),
        (Direction.DOWN, -1, 50, 200),
        (Direction.DOWN, 0, 0, 100),
        (Direction.DOWN, 1, 0, 0),
        (Direction.DOWN, -1, -2, 0),
        (Direction.CONTEXT, 40, 50, None),
    ],
)
def test_achieved_percent(direction: Direction, value: int, target: int, achieved: int | None) -> None:
    found = achieved_percent(indicator(direction), Decimal(value), Decimal(target))

    assert found == achieved


@pytest.mark.parametrize(
    ("direction", "value", "target", "expected"),
    [
        (Direction.UP, 95, 100, Status.ON_TRACK),
        (Direction.UP, 94, 100, Status.AT_RISK),
        (Direction.UP, 80, 100, Status.AT_RISK),
        (Direction.UP, 79, 100, Status.OFF_TRACK),
        (Direction.UP, None, 100, Status.NO_DATA),
        (Direction.UP, 79, None, Status.NO_TARGET),
        (Direction.CONTEXT, 79, 100, Status.CONTEXT),
        (Direction.DOWN, 100, 95, Status.ON_TRACK),
    ],
)
def test_status(direction: Direction, value: int | None, target: int | None, expected: Status) -> None:
    given = [None if number is None else Decimal(number) for number in (value, target)]

    assert status(indicator(direction), *given) == expected
