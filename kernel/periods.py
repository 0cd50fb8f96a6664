"""Periods: made from yearly figures, and kept from overlapping."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar


class HasPeriod(Protocol):
    valid_from: dt.date | None
    valid_to: dt.date | None


P = TypeVar("P", bound=HasPeriod)


@dataclass
class Span:
    """A value that a source shows for some years: from the first of them to the last, or on from there."""

    value: str
    years: list[int] = field(default_factory=list)
    holds_on: bool = False

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.years[0], 1, 1)

    @property
    def last_day(self) -> dt.date | None:
        return None if self.holds_on else dt.date(self.years[-1], 12, 31)

    @property
    def years_in_words(self) -> str:
        """The years on record: `2010-2016, 2025`."""
        runs: list[list[int]] = []
        for year in self.years:
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def spans(by_year: Mapping[int, str | None], *, last_holds_on: bool) -> list[Span]:
    """Equal neighbours make one span; what is unknown or different ends it.

    Neighbours may lie years apart: an equal value on both sides is taken to have held
    between them, and different values leave the years between them without any.
    """
    found: list[Span] = []
    current: Span | None = None
    for year, value in sorted(by_year.items()):
        if value is None:
            current = None
            continue
        if current is None or current.value != value:
            current = Span(value)
            found.append(current)
        current.years.append(year)
    if current and last_holds_on:
        current.holds_on = True
    return found


def overlaps(periods: Iterable[P]) -> list[tuple[P, P]]:
    """Pairs that share a day, the earlier first; an empty end is open."""
    found: list[tuple[P, P]] = []
    latest: P | None = None
    for period in sorted(periods, key=lambda one: (start_of(one), end_of(one))):
        if latest is not None and end_of(latest) >= start_of(period):
            found.append((latest, period))
        if latest is None or end_of(period) > end_of(latest):
            latest = period
    return found


def start_of(period: HasPeriod) -> dt.date:
    return period.valid_from or dt.date.min


def end_of(period: HasPeriod) -> dt.date:
    return period.valid_to or dt.date.max
