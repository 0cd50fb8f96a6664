"""One year of a plan at a glance."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from activities.reporting.selectors.rates import Rates, rates
from activities.reporting.selectors.years import YearStanding
from indicators.dashboard.selectors.outputs import OutputStanding, Statuses, output_standings
from indicators.enums import RunState
from indicators.models import Result, Run, Stale
from indicators.selectors.finality import Finality, finality_of
from indicators.selectors.performance import IndicatorPerformance, standings
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class Dashboard:
    plan: Plan
    year: int
    standings: tuple[IndicatorPerformance, ...]
    outputs: tuple[OutputStanding, ...]
    rates: Rates
    finality: Finality
    computed_at: dt.datetime | None
    is_stale: bool
    """Data changed since the figures were computed; a run is about to follow."""

    @property
    def completeness(self) -> YearStanding:
        """How far the reports on the year are."""
        return self.finality.year(self.year)

    @property
    def is_provisional(self) -> bool:
        return self.completeness.is_provisional

    @cached_property
    def statuses(self) -> Statuses:
        """Of all its indicators together."""
        return Statuses(self.standings)

    @cached_property
    def of_outputs(self) -> Statuses:
        """Of those that belong to an output, so that they add up to the outputs' own counts."""
        return Statuses(tuple(one for one in self.standings if one.output))

    @cached_property
    def of_purpose(self) -> list[IndicatorPerformance]:
        """Those that no output counts."""
        return [one for one in self.standings if not one.output]

    @cached_property
    def without_data(self) -> int:
        return sum(standing.value is None for standing in self.standings)

    @property
    def has_data(self) -> bool:
        return self.without_data < len(self.standings)

    @property
    def has_sample(self) -> bool:
        return any(standing.has_sample for standing in self.standings)

    @property
    def has_sample_result(self) -> bool:
        return any(one.is_sample_result for one in self.standings)

    @property
    def has_sample_target(self) -> bool:
        return any(one.is_sample_target for one in self.standings)

    @property
    def previous_has_sample(self) -> bool:
        return any(one.previous is not None and one.previous.has_sample for one in self.standings)

    @property
    def worst(self) -> list[IndicatorPerformance]:
        """Those that need attention, the least achieved first."""
        behind = [one for one in self.standings if one.needs_attention]
        return sorted(behind, key=lambda one: (one.achieved or 0, one.indicator.position))


def dashboard(plan: Plan, year: int, user: "User") -> Dashboard:
    """A constant number of queries, however many indicators and results there are."""
    finality = finality_of(plan)
    found = tuple(standings(plan, year, user, finality=finality))
    outputs = Output.objects.visible_to(user).filter(plan=plan).select_related("plan").order_by("number")
    return Dashboard(
        plan=plan,
        year=year,
        standings=found,
        outputs=tuple(output_standings(outputs, found)),
        rates=rates(plan, year),
        finality=finality,
        computed_at=_computed_at(plan, year),
        is_stale=Stale.objects.filter(plan=plan, year=year).exists(),
    )


def _computed_at(plan: Plan, year: int) -> dt.datetime | None:
    """When the year was last computed, whether it came to the same or not."""
    done = Run.objects.filter(plan=plan, years__contains=[year], state=RunState.DONE)
    return done.order_by("-finished_at").values_list("finished_at", flat=True).first()


def current_plan(user: "User") -> Plan | None:
    """The newest plan with results; without any, the newest plan."""
    computed = Result.objects.visible_to(user).with_value()
    return Plan.objects.visible_to(user).newest(computed.values("version__indicator__plan"))
