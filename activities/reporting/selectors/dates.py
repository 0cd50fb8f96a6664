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
    DateTimeField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate
from django.utils import timezone

from activities.reporting.enums import EDITABLE_STATES, SIGNED_STATES
from activities.reporting.models import Extension, ReportQuerySet, Return, Version
from kernel.days import portal_day

__all__ = ["Window", "portal_day", "with_dates"]

FAR_FUTURE = Value(dt.datetime(9999, 1, 1, tzinfo=dt.UTC), output_field=DateTimeField())


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
    dated: Any = reports.annotate(**_returns()).annotate(**_own_date(window)).annotate(**_dates(window))
    flags = {"is_awaited": _is_awaited(today), "is_missed": _is_missed(today)}
    return cast(
        "ReportQuerySet", dated.annotate(**flags).annotate(is_overdue=_is_overdue(today), is_late=_is_late())
    )


Expressions = dict[str, Any]


def _returns() -> Expressions:
    returns = Return.objects.filter(report=OuterRef("pk"))
    return {
        "first_returned_at": Subquery(returns.order_by("number").values("returned_at")[:1]),
        "times_returned": Coalesce(Subquery(returns.order_by("-number").values("number")[:1]), Value(0)),
    }


def _own_date(window: Window) -> Expressions:
    returns = Return.objects.filter(report=OuterRef("pk")).order_by()
    own = Greatest(_latest(_extensions()), _latest(returns))
    return {"own_due_on": own, "last_day": ExpressionWrapper(window.closes, output_field=DateField())}


def _dates(window: Window) -> Expressions:
    return {
        "due_on": Greatest("own_due_on", window.due),
        "first_due_on": Greatest(_extended_before_return(), window.due),
        "submitted_at": _where_signed(Subquery(_versions().values("submitted_at")[:1])),
        "receipt": _where_signed(Subquery(_versions().values("receipt")[:1])),
        "first_submitted_at": Subquery(_versions_before_return().values("submitted_at")[:1]),
    }


def _extensions() -> QuerySet[Extension]:
    return Extension.objects.filter(round=OuterRef("round"), member=OuterRef("member")).order_by()


def _latest(given: QuerySet[Any]) -> Subquery:
    """The latest due date among them; grouped by nothing, so that it is one row."""
    grouped = given.annotate(all=Value(1)).values("all").annotate(last=Max("due_on"))
    return Subquery(grouped.values("last"), output_field=DateField())


def _extended_before_return() -> Subquery:
    granted_by = Coalesce(OuterRef("first_returned_at"), FAR_FUTURE)
    return _latest(_extensions().filter(is_reopening=False, granted_at__lte=granted_by))


def _versions() -> QuerySet[Version]:
    return Version.objects.standing().filter(report=OuterRef("pk")).order_by("-number")


def _where_signed(found: Subquery) -> Case:
    return Case(When(state__in=SIGNED_STATES, then=found))


def _versions_before_return() -> QuerySet[Version]:
    """Versions signed before the first return."""
    return _versions().filter(submitted_at__lte=Coalesce(OuterRef("first_returned_at"), FAR_FUTURE))


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
