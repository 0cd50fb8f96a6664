"""How an actual stands against its target."""

from decimal import Decimal

from indicators.enums import Direction, Status
from indicators.models import Indicator

FULL = Decimal(100)
NONE = Decimal(0)


def achieved_percent(indicator: Indicator, value: Decimal, target: Decimal) -> Decimal | None:
    """Percent of the target that is achieved, never below 0; none where no value is better than another.

    Where more is better it is value / target.  Where less is better it is target / value
    above the target, and below it rises from 100 to 200 % at 0, the best that can be
    reached.  The baseline is not taken off: 90 of 100 is 90 %, whatever the figure was when
    the plan began.  A target of 0 leaves nothing to divide by: it is 100 % if met, else 0 %.
    """
    if indicator.direction == Direction.CONTEXT:
        return None
    if indicator.direction == Direction.DOWN:
        return _kept_down(value, target)
    if target <= 0:
        return FULL if value >= target else NONE
    return max(FULL * value / target, NONE)


def _kept_down(value: Decimal, target: Decimal) -> Decimal:
    if value > target:
        return max(FULL * target / value, NONE) if value > 0 else NONE
    if target <= 0:
        return FULL
    return FULL + FULL * (target - max(value, NONE)) / target


def status(indicator: Indicator, value: Decimal | None, target: Decimal | None) -> Status:
    """The achieved percent against the indicator's own thresholds."""
    if value is None:
        return Status.NO_DATA
    if indicator.direction == Direction.CONTEXT:
        return Status.CONTEXT
    if target is None:
        return Status.NO_TARGET
    achieved = achieved_percent(indicator, value, target) or NONE
    if achieved >= indicator.on_track_from:
        return Status.ON_TRACK
    return Status.AT_RISK if achieved >= indicator.at_risk_from else Status.OFF_TRACK
