"""How indicators stand in a year: baseline, last year, actual, target, achieved and status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.enums import Split, Status
from indicators.models import Indicator, Result, Target
from indicators.selectors.finality import ALL_FINAL, Finality, finality_of, reported_in
from indicators.selectors.sources import is_read_off
from indicators.status import achieved_percent, status
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class IndicatorPerformance:
    """One indicator in one year, with the totals of all years around it."""

    indicator: Indicator
    year: int
    results: Mapping[int, Result] = field(default_factory=dict)
    targets: Mapping[int, Target] = field(default_factory=dict)
    finality: Finality = ALL_FINAL

    @property
    def result(self) -> Result | None:
        return self.results.get(self.year)

    @property
    def previous(self) -> Result | None:
        return self.results.get(self.year - 1)

    @property
    def target(self) -> Target | None:
        return self.targets.get(self.year)

    @property
    def is_reported(self) -> bool:
        """Whether its figure is made, at least in part, from members' reports."""
        return bool(self.result and reported_in(self.result.version))

    @property
    def is_read_off(self) -> bool:
        """Whether its figure rests on a series that was read off graphs."""
        return bool(self.result and is_read_off(self.result.version))

    @property
    def is_withheld(self) -> bool:
        """Whether it has a figure that this reader is not told."""
        return bool(self.result and self.result.withheld and self.value is None)

    @property
    def value(self) -> Decimal | None:
        return self.result.value if self.result else None

    @cached_property
    def baseline(self) -> Decimal | None:
        """What the definition states, else what was computed for the baseline year."""
        if self.indicator.baseline_value is not None:
            return self.indicator.baseline_value
        computed = self.results.get(self.indicator.baseline_year or 0)
        return computed.value if computed else None

    def value_in(self, year: int) -> Decimal | None:
        """A year's actual; of the baseline year without one, what the definition states."""
        result = self.results.get(year)
        if result is None and year == self.indicator.baseline_year:
            return self.baseline
        return result.value if result else None

    def is_least_in(self, year: int) -> bool:
        """Whether more belongs to the figure of a year than was given."""
        result = self.results.get(year)
        return bool(result and result.has_value and result.at_least)

    @property
    def baseline_is_least(self) -> bool:
        """Whether the baseline is a computed figure to which more belongs, stated or not."""
        year = self.indicator.baseline_year or 0
        return self.is_least_in(year) and self.results[year].value == self.baseline

    @property
    def previous_is_least(self) -> bool:
        return self.is_least_in(self.year - 1)

    def is_provisional_in(self, year: int) -> bool:
        """Whether the figure of a year may still change with the reports on it."""
        result = self.results.get(year)
        return bool(result and result.has_value and self.finality.is_provisional(result.version, year))

    def is_so_far_in(self, year: int) -> bool:
        """Whether it is, moreover, a sum that every report makes larger."""
        result = self.results.get(year)
        return bool(result and self.is_provisional_in(year) and self.finality.is_sum(result.version))

    @cached_property
    def is_provisional(self) -> bool:
        return self.is_provisional_in(self.year)

    @cached_property
    def is_so_far(self) -> bool:
        return self.is_so_far_in(self.year)

    @cached_property
    def previous_is_provisional(self) -> bool:
        return self.is_provisional_in(self.year - 1)

    @cached_property
    def previous_is_so_far(self) -> bool:
        return self.is_so_far_in(self.year - 1)

    @cached_property
    def achieved(self) -> Decimal | None:
        """Percent of the target; a provisional figure is not measured against it."""
        if self.value is None or self.target is None or self.is_provisional:
            return None
        return achieved_percent(self.indicator, self.value, self.target.value)

    @cached_property
    def status(self) -> Status:
        if self.is_provisional:
            return Status.PROVISIONAL
        if self.is_withheld:
            return Status.WITHHELD
        return status(self.indicator, self.value, self.target.value if self.target else None)

    @property
    def needs_attention(self) -> bool:
        return self.status in {Status.AT_RISK, Status.OFF_TRACK}

    @property
    def is_sample_result(self) -> bool:
        return bool(self.result and self.result.has_sample)

    @property
    def is_sample_target(self) -> bool:
        return bool(self.target and self.target.is_sample)

    @property
    def has_sample(self) -> bool:
        return self.is_sample_result or self.is_sample_target

    @property
    def trend_has_sample(self) -> bool:
        """Whether any year's actual or target is sample data."""
        results, targets = self.results.values(), self.targets.values()
        return any(result.has_sample for result in results) or any(target.is_sample for target in targets)

    @cached_property
    def output(self) -> Output | None:
        """The output that the indicator, or the activity whose effect it measures, belongs to."""
        indicator = self.indicator
        return indicator.output or (indicator.activity.output if indicator.activity else None)


def standings(
    plan: Plan,
    year: int,
    user: "User",
    indicators: Iterable[Indicator] | None = None,
    finality: Finality | None = None,
) -> list[IndicatorPerformance]:
    """The plan's indicators, or the given ones, in a year; five queries however many there are."""
    chosen = list(indicators_in(plan, year, user) if indicators is None else indicators)
    results = totals(chosen, user)
    targets = total_targets(chosen)
    known = finality or finality_of(plan)
    return [
        IndicatorPerformance(
            indicator, year, results.get(indicator.pk, {}), targets.get(indicator.pk, {}), known
        )
        for indicator in chosen
    ]


def indicators_in(plan: Plan, year: int, user: "User") -> Iterable[Indicator]:
    visible = Indicator.objects.visible_to(user).filter(plan=plan).in_year(year)
    return visible.select_related("plan", "output__plan", "activity__output__plan")


def totals(indicators: Iterable[Indicator], user: "User") -> dict[int, dict[int, Result]]:
    """Totals by indicator and year; where a year was computed by several versions, the newest counts."""
    known = {indicator.pk: indicator for indicator in indicators}
    visible = Result.objects.visible_to(user).filter(split=Split.TOTAL, version__indicator__in=known)
    found: dict[int, dict[int, Result]] = {}
    for result in visible.select_related("version").order_by("version__number", "year"):
        result.version.indicator = known[result.version.indicator_id]
        found.setdefault(result.version.indicator_id, {})[result.year] = result
    return found


def total_targets(indicators: Iterable[Indicator]) -> dict[int, dict[int, Target]]:
    found: dict[int, dict[int, Target]] = {}
    for target in Target.objects.filter(split=Split.TOTAL, indicator__in=indicators).order_by("year"):
        found.setdefault(target.indicator_id, {})[target.year] = target
    return found


def opening_year(plan: Plan, user: "User", finality: Finality | None = None) -> int:
    """The year that a page opens on: the last complete one with a value.

    While there is none, the newest with a value, and without any value the current year.
    """
    visible = Result.objects.visible_to(user).filter(version__indicator__plan=plan, year__in=list(plan.years))
    valued = set(visible.with_value().order_by().values_list("year", flat=True).distinct())
    complete = valued.intersection((finality or finality_of(plan)).complete_years)
    return max(complete or valued, default=plan.current_year)
