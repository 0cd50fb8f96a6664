"""How members rate an activity in their accepted reports, by UN region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from activities.models import Activity
from activities.reporting.enums import Rating, ReportState
from activities.reporting.models import Report, Section

LOOKS: Mapping[str, str] = {
    Rating.COMPLETED: "accepted",
    Rating.ON_TRACK: "to-review",
    Rating.DELAYED: "returned",
    Rating.NOT_STARTED: "draft",
    Rating.NOT_RELEVANT: "open",
}
"""How each is drawn, in the order of the bar."""
WIDTH = 1000


@dataclass(frozen=True)
class Piece:
    """A part of a bar: where it begins and how wide it is, of 1,000."""

    label: str
    look: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Rated:
    """The members of a region, or all of them: how many give each rating, and how many could."""

    region: str
    """Empty of all, and where it is not known."""
    counts: Mapping[str, int]
    accepted: int
    expected: int

    @property
    def pieces(self) -> list[Piece]:
        whole = sum(self.counts.values())
        found, x = [], 0.0
        for rating, look in LOOKS.items():
            count = self.counts.get(rating, 0)
            width = WIDTH * count / whole if whole else 0.0
            found.append(Piece(str(Rating(rating).label), look, count, round(x, 1), round(width, 1)))
            x += width
        return found

    @property
    def rated(self) -> int:
        """Those to whom it is relevant."""
        return sum(self.counts.values()) - self.counts.get(Rating.NOT_RELEVANT, 0)

    @property
    def good(self) -> int:
        return self.counts.get(Rating.COMPLETED, 0) + self.counts.get(Rating.ON_TRACK, 0)

    @property
    def delayed(self) -> int:
        return self.counts.get(Rating.DELAYED, 0)


@dataclass(frozen=True)
class Ratings:
    """Of one year, and of the year before where there is one."""

    year: int
    is_closed: bool
    """Whether the round is over, so that no report of it is still to come."""
    all: Rated
    regions: list[Rated]
    before: Rated | None
    has_sample: bool


def ratings_of(activity: Activity) -> Ratings | None:
    """Of the last year whose round is closed, else of the last with an accepted report; two queries."""
    years = {row["year"]: row for row in years_of(activity)}
    if not years:
        return None
    closed = [year for year, row in years.items() if row["closed_at"]]
    year = max(closed or years)
    sections = Section.objects.filter(
        activity=activity, report__state=ReportState.ACCEPTED, report__round__plan=activity.output.plan
    ).exclude(rating="")
    given: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = sections.order_by().values_list("report__round__year", F("report__member__region__name"), "rating")
    for of_year, region, rating, number in rows.annotate(Count("pk")):
        given[of_year][region or ""][rating] = number
    regions = list(by_region(given[year], years[year]["regions"]))
    before = years.get(year - 1)
    return Ratings(
        year,
        bool(years[year]["closed_at"]),
        total(regions),
        regions,
        total(by_region(given[year - 1], before["regions"])) if before else None,
        has_sample=years[year]["has_sample"] or bool(before and before["has_sample"]),
    )


def years_of(activity: Activity) -> Iterator[dict[str, Any]]:
    """Years of the plan with an accepted report: expected and accepted by region."""
    reports = Report.objects.filter(round__plan=activity.output.plan).exclude(state=ReportState.EXEMPT)
    rows = (
        reports.order_by("round__year", "member__region__name")
        .values("round__year", "round__closed_at", region=F("member__region__name"))
        .annotate(
            expected=Count("pk"),
            accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
            samples=Count("pk", filter=Q(is_sample=True, state=ReportState.ACCEPTED)),
        )
    )
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        year = found.setdefault(
            row["round__year"],
            {
                "year": row["round__year"],
                "closed_at": row["round__closed_at"],
                "regions": {},
                "has_sample": False,
            },
        )
        year["regions"][row["region"] or ""] = (row["accepted"], row["expected"])
        year["has_sample"] |= bool(row["samples"])
    for year in found.values():
        if any(accepted for accepted, _expected in year["regions"].values()):
            yield year


def by_region(
    given: Mapping[str, Mapping[str, int]], reports: Mapping[str, tuple[int, int]]
) -> Iterator[Rated]:
    for region, (accepted, expected) in reports.items():
        yield Rated(region, given.get(region, {}), accepted, expected)


def total(regions: Iterable[Rated]) -> Rated:
    parts = list(regions)
    counts = {rating: sum(part.counts.get(rating, 0) for part in parts) for rating in LOOKS}
    return Rated("", counts, sum(part.accepted for part in parts), sum(part.expected for part in parts))
