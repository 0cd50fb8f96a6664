"""Years of a plan in which reports were accepted, and which of them pages open on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from activities.reporting.enums import ReportState
from activities.reporting.models import Report
from outputs.models import Plan


@dataclass(frozen=True)
class AcceptedYear:
    """Reports of a year by UN region, whose name is empty where it is not known."""

    year: int
    is_closed: bool
    """Whether the round is over, so that no report of it is still to come."""
    by_region: Mapping[str, tuple[int, int]]
    """How many were accepted, of how many expected."""
    has_sample: bool

    @property
    def accepted(self) -> int:
        return sum(accepted for accepted, _expected in self.by_region.values())


def accepted_years(plan: Plan) -> dict[int, AcceptedYear]:
    """Those with an accepted report, in order; one query."""
    rows = (
        Report.objects.filter(round__plan=plan)
        .exclude(state=ReportState.EXEMPT)
        .order_by("round__year", "member__region__name")
        .values("round__year", "round__closed_at", region=F("member__region__name"))
        .annotate(
            expected=Count("pk"),
            accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
            samples=Count("pk", filter=Q(is_sample=True, state=ReportState.ACCEPTED)),
        )
    )
    by_year: dict[int, list[Any]] = {}
    for row in rows:
        by_year.setdefault(row["round__year"], []).append(row)
    found = {
        year: AcceptedYear(
            year,
            bool(of_year[0]["round__closed_at"]),
            {row["region"] or "": (row["accepted"], row["expected"]) for row in of_year},
            any(row["samples"] for row in of_year),
        )
        for year, of_year in by_year.items()
    }
    return {year: one for year, one in found.items() if one.accepted}


def latest(years: Mapping[int, AcceptedYear]) -> AcceptedYear | None:
    """The last year whose round is closed, else the last."""
    closed = [year for year, one in years.items() if one.is_closed]
    return years[max(closed or years)] if years else None
