"""Due dates, and what follows from them; none of it is stored.

A due date is a day in the portal's own time zone, whatever zone the reader has chosen.
"""

import datetime as dt
from typing import Any, cast

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    DateTimeField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from activities.reporting.enums import EDITABLE_STATES, ReportState
from activities.reporting.models import Extension, ReportQuerySet, Return, Version

FAR_FUTURE = Value(dt.datetime(9999, 1, 1, tzinfo=dt.UTC), output_field=DateTimeField())


def portal_day(moment: dt.datetime | None = None) -> dt.date:
    """The day it is, or was, where the portal is run."""
    return timezone.localdate(moment, timezone=timezone.get_default_timezone())


def with_dates(reports: ReportQuerySet, *, today: dt.date) -> ReportQuerySet:
    """Adds to each report what its dates say on `today`.

    `due_on`: the due date in force (of the last return, else of the last extension, else
    of the round; an extension granted after a return goes before that return).
    `first_due_on`: the same before any return.  `times_returned`.  `submitted_at`: the
    submission that stands.  `first_submitted_at`: the one that answered the round itself.
    `is_overdue`: still to come, and due before today.  `is_late`: that first submission
    came after its due date.
    """
    dated: Any = reports.annotate(**_returns()).annotate(**_dates())
    return cast("ReportQuerySet", dated.annotate(is_overdue=_is_overdue(today), is_late=_is_late()))


Expressions = dict[str, Any]


def _returns() -> Expressions:
    returns = Return.objects.filter(report=OuterRef("pk"))
    return {
        "first_returned_at": Subquery(returns.order_by("number").values("returned_at")[:1]),
        "last_returned_at": Subquery(returns.order_by("-number").values("returned_at")[:1]),
        "return_due_on": Subquery(returns.order_by("-number").values("due_on")[:1]),
        "times_returned": Coalesce(Subquery(returns.order_by("-number").values("number")[:1]), Value(0)),
    }


def _dates() -> Expressions:
    return {
        "due_on": _due_on(),
        "first_due_on": Coalesce(_extended_to(before="first_returned_at"), "round__due_on"),
        "submitted_at": Subquery(_versions().values("submitted_at")[:1]),
        "first_submitted_at": Subquery(_versions_before_return().values("submitted_at")[:1]),
    }


def _extensions() -> QuerySet[Extension]:
    """The member's extensions, the last granted first."""
    found = Extension.objects.filter(round=OuterRef("round"), member=OuterRef("member"))
    return found.order_by("-granted_at", "-pk")


def _extended_to(*, after: str = "", before: str = "") -> Subquery:
    """The last extension granted after, or before, the moment in the annotation named."""
    extensions = _extensions()
    if after:
        extensions = extensions.filter(granted_at__gt=OuterRef(after))
    if before:
        extensions = extensions.filter(granted_at__lte=Coalesce(OuterRef(before), FAR_FUTURE))
    return Subquery(extensions.values("due_on")[:1], output_field=DateField())


def _versions() -> QuerySet[Version]:
    return Version.objects.filter(report=OuterRef("pk")).order_by("-number")


def _versions_before_return() -> QuerySet[Version]:
    """Versions signed before the first return; one that was withdrawn gave way to the next."""
    return _versions().filter(submitted_at__lte=Coalesce(OuterRef("first_returned_at"), FAR_FUTURE))


def _due_on() -> Coalesce:
    return Coalesce(
        _extended_to(after="last_returned_at"),
        "return_due_on",
        _extended_to(),
        "round__due_on",
    )


def _is_overdue(today: dt.date) -> Case:
    return _flag(Q(state__in=EDITABLE_STATES, due_on__lt=today))


def _is_late() -> Case:
    first_day = TruncDate("first_submitted_at", tzinfo=timezone.get_default_timezone())
    handed_in = ~Q(state__in=[ReportState.OPEN, ReportState.DRAFT, ReportState.EXEMPT])
    still_counts = handed_in | Q(times_returned__gt=0)
    return _flag(still_counts & Q(first_submitted_at__isnull=False, first_due_on__lt=first_day))


def _flag(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
