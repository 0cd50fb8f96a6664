"""Due dates, and what follows from them; none of it is stored.

A due date is a day in the portal's own time zone, whatever zone the reader has chosen.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    ExpressionWrapper,
    F,
    Q,
    Value,
    When,
)
from django.db.models.functions import Greatest, Least, TruncDate
from django.utils import timezone

from activities.reporting.enums import EDITABLE_STATES, SIGNED_STATES
from activities.reporting.models import ReportQuerySet
from kernel.days import portal_day

__all__ = ["Window", "portal_day", "with_dates"]


@dataclass(frozen=True)
class Window:
    """Dates of a round that are tried out; without any, its own."""

    due_on: dt.date | None = None
    closes_on: dt.date | None = None

    @property
    def due(self) -> Any:
        """The round's; a round that was closed before it ended its own due date, too."""
        due_on = Value(self.due_on, output_field=DateField()) if self.due_on else F("round__due_on")
        return Least(due_on, TruncDate("round__closed_at", tzinfo=timezone.get_default_timezone()))

    @property
    def closes(self) -> Any:
        return Value(self.closes_on, output_field=DateField()) if self.closes_on else F("round__closes_on")


def with_dates(reports: ReportQuerySet, *, today: dt.date, window: Window | None = None) -> ReportQuerySet:
    """Adds to each report what its dates say on `today`.

    `own_due_on`: the latest date given to this member alone, by an extension, a reopening
    or a return.  `due_on`: the due date in force, that or the round's, whichever is later:
    nothing shortens what was granted.  `first_due_on`: the same before any return, and
    without a reopening: a report that came after the round was closed came late.
    `times_returned`.  `submitted_at`, `receipt`: the submission that stands; one that was
    withdrawn does not, and a draft has none.  `first_submitted_at`: the one that answered the round itself.
    `is_awaited`: still to come, and may still come.  `is_missed`: did not come before the
    round closed.  `is_overdue`: awaited, and due before today.  `is_late`: that first
    submission came after its due date.
    """
    window = window or Window()
    dated: Any = reports.annotate(**_granted()).annotate(**_dates(window))
    flags = {"is_awaited": _is_awaited(today), "is_missed": _is_missed(today)}
    return cast(
        "ReportQuerySet", dated.annotate(**flags).annotate(is_overdue=_is_overdue(today), is_late=_is_late())
    )


Expressions = dict[str, Any]


def _granted() -> Expressions:
    """What the report's own history tells."""
    return {
        "times_returned": F("granted__times_returned"),
        "own_due_on": F("granted__own_due_on"),
        "submitted_at": _where_signed("submitted_at"),
        "receipt": _where_signed("receipt"),
        "first_submitted_at": F("granted__first_submitted_at"),
    }


def _where_signed(name: str) -> Case:
    return Case(When(state__in=SIGNED_STATES, then=F(f"granted__{name}")))


def _dates(window: Window) -> Expressions:
    return {
        "last_day": ExpressionWrapper(window.closes, output_field=DateField()),
        "due_on": Greatest("own_due_on", window.due),
        "first_due_on": Greatest("granted__extended_before_return", window.due),
    }


def _takes_entries(today: dt.date) -> Q:
    """What `Report.takes_entries_on` says, for many."""
    opened = Q(round__opened_at__isnull=False)
    return opened & (Q(round__closed_at=None, last_day__gte=today) | Q(own_due_on__gte=today))


def _is_awaited(today: dt.date) -> Case:
    return _flag(Q(state__in=EDITABLE_STATES) & _takes_entries(today))


def _is_missed(today: dt.date) -> Case:
    """A comparison with a date that is not there is unknown, and its negation too."""
    no_own_date = Q(own_due_on=None) | Q(own_due_on__lt=today)
    over = Q(round__closed_at__isnull=False) | Q(last_day__lt=today)
    return _flag(Q(state__in=EDITABLE_STATES) & over & no_own_date)


def _is_overdue(today: dt.date) -> Case:
    return _flag(Q(is_awaited=True, due_on__lt=today))


def _is_late() -> Case:
    first_day = TruncDate("first_submitted_at", tzinfo=timezone.get_default_timezone())
    return _flag(Q(first_submitted_at__isnull=False, first_due_on__lt=first_day))


def _flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
