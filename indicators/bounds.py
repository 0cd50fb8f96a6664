"""Years and values that a target can have."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kernel.numbers import exact

BOUNDS: Mapping[str, tuple[int, int]] = {
    "percent": (0, 100),
    "percentage points": (-100, 100),
    "points (0-100)": (0, 100),
    "points (1-5)": (1, 5),
}
"""By unit; whatever has another one is counted, so that it may not be below 0."""


def check_bounds(indicator: Any, year: int | None, value: Decimal | None) -> None:
    """Raises ValidationError, by field, with what the plan and the unit allow."""
    told = {
        "year": year is not None and wrong_year(year, indicator.plan.years),
        "value": value is not None and wrong_value(value, indicator.unit),
    }
    if problems := {name: words for name, words in told.items() if words}:
        raise ValidationError(problems)


def wrong_year(year: int, years: range) -> str:
    """What to tell of a year outside the plan; empty for all others."""
    if year in years:
        return ""
    words = _("%(year)s is no year of the plan, which runs from %(first)s to %(last)s.")
    return words % {"year": year, "first": years[0], "last": years[-1]}


def wrong_value(value: Decimal, unit: str) -> str:
    """Likewise of a value that the unit has not."""
    least, most = BOUNDS.get(unit, (0, None))
    if value >= least and (most is None or value <= most):
        return ""
    words = _("%(value)s %(unit)s cannot be: the unit goes from %(least)s to %(most)s.")
    if most is None:
        words = _("%(value)s %(unit)s cannot be: nothing below %(least)s can be counted.")
    return words % {"value": exact(value), "unit": unit, "least": least, "most": most}
