"""Who reported and how promptly, as counts by UN region: no member is named."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from activities.reporting.enums import REPORTED_STATES, ReportState
from activities.reporting.models import Report
from activities.reporting.selectors.dates import portal_day, with_dates
from outputs.models import Plan


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


def rates(plan: Plan, year: int) -> Rates:
    """One query; exempt members are not expected to report."""
    today = portal_day()
    counts: dict[tuple[str, str], Counter[str]] = {}
    for slug, name, state, submitted_at, first_due_on, is_late, is_missed, is_sample in _reports(
        plan, year, today
    ):
        kinds = {
            "expected": True,
            "reported": state in REPORTED_STATES,
            "accepted": state == ReportState.ACCEPTED,
            "on_time": state in REPORTED_STATES and bool(submitted_at) and not is_late,
            "due": state in REPORTED_STATES or is_missed or first_due_on < today,
            "sample": is_sample,
        }
        found = counts.setdefault((name or "", slug or ""), Counter())
        found.update(kind for kind, holds in kinds.items() if holds)
    regions = tuple(_rate(slug, name, counts[name, slug]) for name, slug in sorted(counts))
    total = sum(counts.values(), Counter[str]())
    return Rates(_rate("", "", total), regions, has_sample=total["sample"] > 0)


def _reports(
    plan: Plan, year: int, today: dt.date
) -> QuerySet[Report, tuple[str | None, str | None, str, dt.datetime | None, dt.date, bool, bool, bool]]:
    expected = Report.objects.filter(round__plan=plan, round__year=year).exclude(state=ReportState.EXEMPT)
    return (
        with_dates(expected, today=today)
        .order_by("pk")
        .values_list(  # type: ignore[misc]
            "member__region__slug",
            "member__region__name",
            "state",
            "first_submitted_at",
            "first_due_on",
            "is_late",
            "is_missed",
            "is_sample",
        )
    )


def _rate(region: str, label: str, counts: Counter[str]) -> Rate:
    kinds = ("expected", "reported", "accepted", "on_time", "due")
    return Rate(region, label, *(counts[kind] for kind in kinds))
