"""How members rate an activity in their accepted reports, by UN region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, F

from activities.models import Activity
from activities.reporting.enums import OF_PROGRESS, OF_REACH, SILENT, Rating
from activities.reporting.models import Section
from activities.reporting.selectors.accepted import AcceptedYear, accepted_years, latest
from outputs.models import Plan

Given = dict[int, dict[str, dict[str, int]]]
"""How many members gave each rating, by year and region."""

LOOKS: Mapping[str, tuple[Rating, ...]] = {
    "accepted": (Rating.COMPLETED, Rating.REACHED),
    "to-review": (Rating.ON_TRACK,),
    "returned": (Rating.DELAYED, Rating.PARTLY),
    "draft": (Rating.NOT_STARTED, Rating.NOT_REACHED),
    "open": (Rating.NOT_RELEVANT, Rating.NOT_WANTED),
}
"""How each is drawn, in the order of the bar: how far members came, or whether it reached them."""
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
    scale: tuple[Rating, ...] = OF_PROGRESS
    """The ratings that were asked for."""

    @property
    def pieces(self) -> list[Piece]:
        whole = sum(self.counts.values())
        found, x = [], 0.0
        for look, ratings in LOOKS.items():
            count = self.given(*ratings)
            width = WIDTH * count / whole if whole else 0.0
            named = [rating for rating in ratings if rating in self.scale or self.counts.get(rating)]
            if named:
                words = " / ".join(str(rating.label) for rating in named)
                found.append(Piece(words, look, count, round(x, 1), round(width, 1)))
            x += width
        return found

    def given(self, *ratings: Rating) -> int:
        return sum(self.counts.get(rating, 0) for rating in ratings)

    @property
    def is_of_reach(self) -> bool:
        return Rating.REACHED in self.scale

    @property
    def is_rated(self) -> bool:
        return any(self.counts.values())

    @property
    def rated(self) -> int:
        """Those to whom it is relevant, and who wanted it."""
        return sum(self.counts.values()) - self.given(*SILENT)

    @property
    def good(self) -> int:
        """Those that completed it or are on track; of reach, those that it reached."""
        if self.is_of_reach:
            return self.given(Rating.REACHED)
        return self.given(Rating.COMPLETED, Rating.ON_TRACK)

    @property
    def delayed(self) -> int:
        return self.given(Rating.DELAYED)

    @property
    def partly(self) -> int:
        return self.given(Rating.PARTLY)


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

    @property
    def comparable(self) -> Rated | None:
        """The year before, where the same was asked and somebody rated it."""
        same = self.before is not None and self.before.scale == self.all.scale and self.before.rated
        return self.before if same else None


def ratings_of(activity: Activity) -> Ratings | None:
    """Two queries."""
    return ratings_by_activity(activity.output.plan, [activity]).get(activity.pk)


def ratings_by_activity(plan: Plan, activities: Iterable[Activity]) -> dict[int, Ratings]:
    """By primary key, of the year that pages open on; two queries, however many activities of the plan."""
    years = accepted_years(plan)
    year = latest(years)
    if year is None:
        return {}
    by_key = {activity.pk: activity for activity in activities}
    given = given_ratings(list(by_key), plan, [year.year, year.year - 1])
    before = years.get(year.year - 1)
    return {pk: of_years(activity, year, before, given[pk]) for pk, activity in by_key.items()}


def legend_of(scales: Iterable[tuple[Rating, ...]]) -> list[Piece]:
    """What the parts of bars mean, where activities are rated in these words."""
    return Rated("", {}, 0, 0, tuple({rating for scale in scales for rating in scale})).pieces


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


def of_years(activity: Activity, year: AcceptedYear, before: AcceptedYear | None, given: Given) -> Ratings:
    scale, last = (scale_in(activity, of) for of in (year.year, year.year - 1))
    regions = list(by_region(given[year.year], year.by_region, scale))
    return Ratings(
        year.year,
        year.is_closed,
        total(regions, scale),
        regions,
        total(by_region(given[before.year], before.by_region, last), last) if before else None,
        year_has_sample=year.has_sample,
        has_sample=year.has_sample or bool(before and before.has_sample),
    )


def scale_in(activity: Activity, year: int) -> tuple[Rating, ...]:
    return OF_REACH if activity.asks_reach_in(year) else OF_PROGRESS


def by_region(
    given: Mapping[str, Mapping[str, int]],
    reports: Mapping[str, tuple[int, int]],
    scale: tuple[Rating, ...],
) -> Iterator[Rated]:
    for region, (accepted, expected) in reports.items():
        yield Rated(region, given.get(region, {}), accepted, expected, scale)


def total(regions: Iterable[Rated], scale: tuple[Rating, ...]) -> Rated:
    parts = list(regions)
    counts = {rating: sum(part.counts.get(rating, 0) for part in parts) for rating in Rating.values}
    accepted, expected = (sum(getattr(part, name) for part in parts) for name in ("accepted", "expected"))
    return Rated("", counts, accepted, expected, scale)
