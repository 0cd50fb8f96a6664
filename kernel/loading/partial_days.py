"""Days of which only the month or the year is known."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from kernel.fields import YEARS
from kernel.texts import cleaned_number
from kernel.typed import NotReadableError, read_date
from kernel.typed.dates import DateOrder
from kernel.typed.digits import ascii_digits


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


FORMS = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}
YEAR = re.compile(r"(\d{4})")
MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class PartialDay:
    first: dt.date
    """The first day that can be meant."""
    precision: Precision

    @property
    def last(self) -> dt.date:
        if self.precision == Precision.YEAR:
            return self.first.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])
        return self.first

    def __str__(self) -> str:
        return self.first.strftime(FORMS[self.precision])


def read_partial_day(text: str, *, first: DateOrder = "") -> PartialDay | None:
    """`2013`, `2013-12` or `12/2013`, and whatever is read as a day; raises NotReadableError."""
    plain = ascii_digits(cleaned_number(text))
    if YEAR.fullmatch(plain):
        return PartialDay(_day(int(plain), 1, text), Precision.YEAR)
    if found := MONTH.fullmatch(plain):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return PartialDay(_day(int(year), int(month), text), Precision.MONTH)
    day = read_date(text, first=first)
    return None if day is None else PartialDay(day, Precision.DAY)


def _day(year: int, month: int, text: str) -> dt.date:
    if 1 <= month <= 12 and YEARS[0] <= year <= YEARS[1]:  # noqa: PLR2004 - months of a year
        return dt.date(year, month, 1)
    words = _("“%(text)s” is no month or year from %(first)s to %(last)s.")
    raise NotReadableError(words % {"text": text, "first": YEARS[0], "last": YEARS[1]})
