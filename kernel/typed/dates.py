"""Days as people write them: `2013-12-31`, `31.12.2013`, `31/12/2013`, `٣١/١٢/٢٠١٣`."""

import datetime as dt
import re
from typing import Literal

from django.utils.translation import gettext as _

from kernel.fields import YEARS
from kernel.texts import cleaned_number
from kernel.typed.digits import ascii_digits
from kernel.typed.errors import NotReadableError, refusal

DateOrder = Literal["", "day", "month"]

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}([-/.]) ?\d{1,2}\1 ?\d{2}")
TIME_OF_DAY = re.compile(r"[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]00:?00)?$", re.ASCII)
MIDNIGHT = re.compile(r"[0:.]+")
LONGEST = 40


def read_date(text: str, *, first: DateOrder = "") -> dt.date | None:
    """The day that `text` names, from 1900 to 2200; a spreadsheet's midnight after it is read over.

    `first` says whether the day or the month stands first where the year stands last.  Unsaid, dots
    follow the day, and `03/04/2013`, which could be either, is refused.
    """
    plain = _day_alone(ascii_digits(cleaned_number(text)[: LONGEST + 1]), text)
    if not plain:
        return None
    if match := YEAR_FIRST.fullmatch(plain):
        return _day(match[1], match[3], match[4], text)
    if match := YEAR_LAST.fullmatch(plain):
        return _year_last(match, first, text)
    if SHORT_YEAR.fullmatch(plain):
        raise refusal(_("“%(text)s” is not clear. Write the year with four digits, as in 2013-12-31."), text)
    raise refusal(_("“%(text)s” is not a date. Write it as 2013-12-31."), text)


def _day_alone(plain: str, text: str) -> str:
    """Without the midnight that spreadsheets add to a day; any other time is refused."""
    time = TIME_OF_DAY.search(plain)
    if time is None:
        return plain
    if not MIDNIGHT.fullmatch(time[1]):
        raise refusal(_("“%(text)s” is a time. Give the day only, as 2013-12-31."), text)
    return plain[: time.start()]


def _year_last(match: "re.Match[str]", first: DateOrder, text: str) -> dt.date:
    one, other, year = match[1], match[3], match[4]
    if first == "day" or (not first and match[2] == "."):
        return _day(year, other, one, text)
    if first == "month":
        return _day(year, one, other, text)
    days = [day for day in (_day_or_none(year, other, one), _day_or_none(year, one, other)) if day]
    if len(set(days)) > 1:
        words = _("“%(text)s” can be read in two ways. Write %(one)s, or %(other)s.")
        raise refusal(words, text, one=days[0].isoformat(), other=days[1].isoformat())
    if not days:
        raise _no_such_day(text)
    return _within_years(days[0], text)


def _day(year: str, month: str, day: str, text: str) -> dt.date:
    named = _day_or_none(year, month, day)
    if named is None:
        raise _no_such_day(text)
    return _within_years(named, text)


def _day_or_none(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _no_such_day(text: str) -> NotReadableError:
    return refusal(_("“%(text)s” is no day of the calendar. Write it as 2013-12-31."), text)


def _within_years(day: dt.date, text: str) -> dt.date:
    earliest, latest = YEARS
    if not earliest <= day.year <= latest:
        words = _("“%(text)s” is not a day of the years %(first)s to %(last)s.")
        raise refusal(words, text, first=earliest, last=latest)
    return day
