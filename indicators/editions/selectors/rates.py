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
    """Reports of a region, or of all without one; percentages are of the reports expected."""

    region: str
    """The region's key; empty of all, and where it is unknown."""
    label: str
    expected: int
    reported: int
    accepted: int
    on_time: int

    @property
    def completeness(self) -> Decimal | None:
        return self._percent(self.reported)

    @property
    def timeliness(self) -> Decimal | None:
        return self._percent(self.on_time)

    @property
    def acceptance(self) -> Decimal | None:
        return self._percent(self.accepted)

    def _percent(self, part: int) -> Decimal | None:
        """Each part is counted among the expected, so that it never passes 100."""
        return Decimal(100) * part / self.expected if self.expected else None


@dataclass(frozen=True)
class Rates:
    total: Rate
    regions: tuple[Rate, ...]
    has_sample: bool = False


def rates(plan: Plan, year: int) -> Rates:
    """One query; exempt members are not expected to report."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for slug, name, state, submitted_at, is_late, is_sample in _reports(plan, year):
        kinds = [*_kinds(state, submitted_at, is_late=is_late), *(["sample"] if is_sample else [])]
        counts.setdefault((name or "", slug or ""), Counter()).update(kinds)
    regions = tuple(_rate(slug, name, counts[name, slug]) for name, slug in sorted(counts))
    total = sum(counts.values(), Counter[str]())
    return Rates(_rate("", "", total), regions, has_sample=total["sample"] > 0)


def _reports(
    plan: Plan, year: int
) -> QuerySet[Report, tuple[str | None, str | None, str, dt.datetime | None, bool, bool]]:
    expected = Report.objects.filter(round__plan=plan, round__year=year).exclude(state=ReportState.EXEMPT)
    return (
        with_dates(expected, today=portal_day())
        .order_by("pk")
        .values_list(  # type: ignore[misc]
            "member__region__slug",
            "member__region__name",
            "state",
            "first_submitted_at",
            "is_late",
            "is_sample",
        )
    )


def _kinds(state: str, submitted_at: dt.datetime | None, *, is_late: bool) -> list[str]:
    kinds = ["expected"]
    if state not in REPORTED_STATES:
        return kinds
    kinds.append("reported")
    if state == ReportState.ACCEPTED:
        kinds.append("accepted")
    if submitted_at and not is_late:
        kinds.append("on_time")
    return kinds


def _rate(region: str, label: str, counts: Counter[str]) -> Rate:
    return Rate(region, label, counts["expected"], counts["reported"], counts["accepted"], counts["on_time"])
