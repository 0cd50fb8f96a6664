"""Who reported and how promptly, as counts by UN region: no member is named."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q

from activities.reporting.enums import REPORTED_STATES, ReportState
from activities.reporting.models import Report
from activities.reporting.selectors.dates import portal_day, with_dates
from outputs.models import Plan

COUNTS = ("expected", "reported", "accepted", "on_time", "due")


@dataclass(frozen=True)
class Rate:
    """Reports of a region, or of all without one; what is not due yet is not late."""

    region: str
    """The region's key; empty of all, and where it is unknown."""
    label: str
    expected: int
    reported: int
    accepted: int
    on_time: int
    due: int
    """Those that are in, and those that should be by now."""

    @property
    def late(self) -> int:
        """In, but after their due date."""
        return self.reported - self.on_time

    @property
    def missing(self) -> int:
        """Not in although due."""
        return self.due - self.reported

    @property
    def to_come(self) -> int:
        """Neither in nor due yet."""
        return self.expected - self.due

    @property
    def completeness(self) -> Decimal | None:
        return percent(self.reported, self.expected)

    @property
    def timeliness(self) -> Decimal | None:
        """Percent that came on time, of those in or due."""
        return percent(self.on_time, self.due)

    @property
    def acceptance(self) -> Decimal | None:
        return percent(self.accepted, self.expected)


def percent(part: int, whole: int) -> Decimal | None:
    """Each part is counted among the whole, so that it never passes 100."""
    return Decimal(100) * part / whole if whole else None


@dataclass(frozen=True)
class Rates:
    total: Rate
    regions: tuple[Rate, ...]
    has_sample: bool = False


def rate_counts(today: dt.date) -> dict[str, Count]:
    """The counts of which all rates are made, over reports with their dates."""
    expected, reported = ~Q(state=ReportState.EXEMPT), Q(state__in=REPORTED_STATES)
    is_due = Q(first_due_on__lt=today) | Q(is_missed=True)
    return {
        "expected": Count("pk", filter=expected),
        "reported": Count("pk", filter=reported),
        "accepted": Count("pk", filter=Q(state=ReportState.ACCEPTED)),
        "on_time": Count("pk", filter=reported & Q(first_submitted_at__isnull=False, is_late=False)),
        "due": Count("pk", filter=reported | (expected & is_due)),
    }


def rates(plan: Plan, year: int) -> Rates:
    """One query; exempt members are not expected to report."""
    today = portal_day()
    reports = Report.objects.filter(round__plan=plan, round__year=year)
    expected = with_dates(reports, today=today).exclude(state=ReportState.EXEMPT)
    place = {"key": F("member__region__slug"), "label": F("member__region__name")}
    counts = rate_counts(today) | {"samples": Count("pk", filter=Q(is_sample=True))}
    rows: Any = expected.order_by().values(**place).annotate(**counts)
    by_label = sorted(rows, key=lambda row: (row["label"] or "", row["key"] or ""))
    regions = tuple(_rate(row["key"] or "", row["label"] or "", row) for row in by_label)
    total = Counter({kind: sum(row[kind] for row in by_label) for kind in COUNTS})
    return Rates(_rate("", "", total), regions, has_sample=any(row["samples"] for row in by_label))


def _rate(region: str, label: str, counts: Mapping[str, int]) -> Rate:
    return Rate(region, label, *(counts[kind] for kind in COUNTS))
