"""Numbers as readers read them: grouped, without idle zeros, with their unit."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kernel.units import unit_for

NARROW_SPACE = "\u202f"
SMALL = 100
"""Below it a number shows one decimal place, from it on none, unless the caller says otherwise."""

MOST_PLACES = 6


def rounded(value: Decimal | float, places: int) -> Decimal:
    step = Decimal(1).scaleb(-places)
    number = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return Decimal(0) if number == 0 else number


def shown(value: Decimal | float, places: int | None = None) -> str:
    """The number in the active language, whole numbers without a decimal point."""
    if places is None:
        places = 1 if -SMALL < value < SMALL else 0
    number = rounded(value, places)
    while number == 0 and value != 0 and places < MOST_PLACES:
        places += 1
        number = rounded(value, places)
    whole = number == number.to_integral_value()
    return number_format(number, decimal_pos=0 if whole else places, force_grouping=True)


def exact(value: Decimal) -> str:
    """The number as entered, unrounded, without the zeros that fill up the places of its column."""
    places = -min(0, int(value.normalize().as_tuple().exponent))
    return number_format(value or Decimal(0), decimal_pos=places, force_grouping=True)


def plain(value: Decimal) -> str:
    """For programs: `3`, `3.5`, never `3.5000` or `3E+2`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: Decimal | float, unit: str = "", places: int | None = None) -> str:
    """Currencies stand before the number, everything else after it."""
    number = shown(value, places)
    if not unit:
        return number
    if unit.isupper() and unit.isalpha():
        return f"{unit}{NARROW_SPACE}{number}"
    return f"{number}{NARROW_SPACE if unit == '%' else ' '}{unit_for(value, unit)}"


def bounded(words: str, *, is_least: bool) -> str:
    """Of a sum to which more belongs than was given, that it is at least this."""
    return _("at least %(value)s") % {"value": words} if is_least else words
