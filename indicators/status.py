"""How an actual stands against its target."""

from decimal import Decimal

from indicators.enums import Direction, Status
from indicators.models import Indicator

FULL = Decimal(100)
NONE = Decimal(0)


def achieved_percent(indicator: Indicator, value: Decimal, target: Decimal) -> Decimal | None:
    """Percent of the target that is achieved, never below 0; none where no value is better than another.

    Where more is better it is value / target, where less is better target / value.  The
    baseline is not taken off: 90 of 100 is 90 %, whatever the figure was when the plan began.
    A target or value of 0 leaves nothing to divide by: it is 100 % if the target is met, else 0 %.
    """
    if indicator.direction == Direction.CONTEXT:
        return None
    more = indicator.direction == Direction.UP
    part, whole = (value, target) if more else (target, value)
    if whole <= 0:
        return FULL if part >= whole else NONE
    return max(FULL * part / whole, NONE)


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
