"""Fields that look at the size of a number before they compute with it."""

import datetime as dt
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kernel.texts import refuse_too_long

LARGEST_NUMBER = 2**31 - 1
"""What an integer column of the database holds."""

LARGEST_ID = 2**63 - 1
YEARS = (1900, 2200)
"""Years that anybody may ask for, and days may lie in."""

WHOLE = re.compile(r"-?\d{1,19}")
SHOWN = 40
"""Of a long text, what a refusal repeats of it."""


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def read_whole(text: str, *, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """The number that `text` states in plain digits; a `ValidationError` says what is allowed."""
    plain = text.strip()
    if WHOLE.fullmatch(plain):
        number = int("".join(str(unicodedata.decimal(digit, digit)) for digit in plain))
        if least <= number <= most:
            return number
    words = _("“%(text)s” is not a whole number from %(least)s to %(most)s.")
    raise ValidationError(
        words % {"text": shortened(plain), "least": str(least), "most": str(most)}, code="invalid"
    )


def whole_or(text: str, otherwise: int) -> int:
    """The number from 0 that `text` states, or `otherwise` where it states none."""
    try:
        return read_whole(text)
    except ValidationError:
        return otherwise


class WholeNumberField(forms.IntegerField):
    """Takes plain digits within bounds, always; neither `1e9` nor `2013.0`."""

    def __init__(self, *, min_value: int = 0, max_value: int = LARGEST_NUMBER, **more: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **more)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        return read_whole(str(value), least=int(self.min_value), most=int(self.max_value))  # type: ignore[arg-type]


class LongTextField(forms.CharField):
    """Up to 50,000 characters.  Without `maxlength`, at which browsers cut a pasted text in silence."""

    widget = forms.Textarea
    default_validators = [refuse_too_long]


class TrueOrFalseField(forms.Field):
    """`true` or `false`; anything else is refused, not taken for no choice."""

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        if (word := str(value).strip().lower()) in {"true", "false"}:
            return word == "true"
        words = _("“%(text)s” is not known here. Use true or false.")
        raise ValidationError(words % {"text": shortened(str(value))}, code="invalid")


def refuse_far_day(day: dt.date) -> None:
    """Where something ends with the day, there must be one after it, which 9999-12-31 has not."""
    first, last = YEARS
    if not first <= day.year <= last:
        words = _("%(day)s is not a day of the years %(first)s to %(last)s.")
        raise ValidationError(words % {"day": day.isoformat(), "first": first, "last": last})
