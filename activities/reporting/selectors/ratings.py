"""How members rate an activity in their accepted reports, by UN region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, F

from activities.models import Activity
from activities.reporting.enums import Rating
from activities.reporting.models import Section
from activities.reporting.selectors.accepted import AcceptedYear, accepted_years, latest
from outputs.models import Plan

Given = dict[int, dict[str, dict[str, int]]]
"""How many members gave each rating, by year and region."""

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
    def is_rated(self) -> bool:
        return any(self.counts.values())

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
    year_has_sample: bool
    has_sample: bool
    """In that year, or in the one before."""


def ratings_of(activity: Activity) -> Ratings | None:
    """Two queries."""
    return ratings_by_activity(activity.output.plan, [activity]).get(activity.pk)


def ratings_by_activity(plan: Plan, activities: Iterable[Activity]) -> dict[int, Ratings]:
    """By primary key, of the year that pages open on; two queries, however many activities of the plan."""
    years = accepted_years(plan)
    year = latest(years)
    if year is None:
        return {}
    keys = [activity.pk for activity in activities]
    given = given_ratings(keys, plan, [year.year, year.year - 1])
    return {pk: of_years(year, years.get(year.year - 1), given[pk]) for pk in keys}


def given_ratings(activities: list[int], plan: Plan, years: list[int]) -> dict[int, Given]:
    sections = Section.objects.accepted().exclude(rating="").order_by()
    rows = (
        sections.filter(activity__in=activities, report__round__plan=plan, report__round__year__in=years)
        .values_list("activity_id", "report__round__year", F("report__member__region__name"), "rating")
        .annotate(Count("pk"))
    )
    found: dict[int, Given] = {pk: defaultdict(lambda: defaultdict(dict)) for pk in activities}
    for activity, year, region, rating, number in rows:
        found[activity][year][region or ""][rating] = number
    return found


def of_years(year: AcceptedYear, before: AcceptedYear | None, given: Given) -> Ratings:
    regions = list(by_region(given[year.year], year.by_region))
    return Ratings(
        year.year,
        year.is_closed,
        total(regions),
        regions,
        total(by_region(given[before.year], before.by_region)) if before else None,
        year_has_sample=year.has_sample,
        has_sample=year.has_sample or bool(before and before.has_sample),
    )


def by_region(
    given: Mapping[str, Mapping[str, int]], reports: Mapping[str, tuple[int, int]]
) -> Iterator[Rated]:
    for region, (accepted, expected) in reports.items():
        yield Rated(region, given.get(region, {}), accepted, expected)


def total(regions: Iterable[Rated]) -> Rated:
    parts = list(regions)
    counts = {rating: sum(part.counts.get(rating, 0) for part in parts) for rating in LOOKS}
    return Rated("", counts, sum(part.accepted for part in parts), sum(part.expected for part in parts))
