"""A register's records by the month in which they begin."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from kernel.asked import AskedWronglyError
from kernel.fields import YEARS, read_whole
from kernel.partial_dates import period_in_words
from kernel.registers.declaration import Register

YEAR = "year"


@dataclass(frozen=True)
class Entry:
    record: Any
    when: str


@dataclass(frozen=True)
class YearOfRecords:
    """Records by month; what has none known stands apart."""

    year: int
    months: list[tuple[dt.date, list[Entry]]]
    without_month: list[Entry]
    years: list[int]
    """Years in which there is something, the one shown included."""

    @property
    def is_empty(self) -> bool:
        return not self.without_month and not any(entries for _month, entries in self.months)


def year_asked(query: QueryDict, register: Register[Any], user: Any) -> int:
    """The year asked for; without one the last up to this year of which something is on record."""
    if YEAR in query:
        try:
            return read_whole(query.get(YEAR, ""), least=YEARS[0], most=YEARS[1])
        except ValidationError as error:
            raise AskedWronglyError({YEAR: error.messages}) from error
    this = timezone.localdate().year
    known = years_of(register, user)
    return max((year for year in known if year <= this), default=known[0] if known else this)


def years_of(register: Register[Any], user: Any) -> list[int]:
    start, _end = period(register)
    visible = register.visible_to(user).filter(cancelled_at=None).exclude(**{start: ""})
    texts = visible.order_by().values_list(f"{start}__year_alone", flat=True).distinct()
    return sorted({int(text) for text in texts})


def year_of_records(register: Register[Any], user: Any, year: int) -> YearOfRecords:
    """Two queries, however many records there are."""
    start, end = period(register)
    visible = register.visible_to(user).filter(cancelled_at=None, **{f"{start}__startswith": str(year)})
    months: dict[int, list[Entry]] = defaultdict(list)
    for record in visible.listed().order_by(start, "pk"):
        known = getattr(record, start)
        month = int(known[5:7]) if len(known) > len("2013") else 0
        months[month].append(Entry(record, period_in_words(known, getattr(record, end))))
    return YearOfRecords(
        year=year,
        months=[(dt.date(year, month, 1), months[month]) for month in range(1, 13) if months[month]],
        without_month=months[0],
        years=sorted({*years_of(register, user), year}),
    )


def period(register: Register[Any]) -> tuple[str, str]:
    if register.period is None:
        raise LookupError(register.key)
    return register.period
