"""One year of a plan at a glance."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.editions.selectors.outputs import OutputStanding, output_standings
from indicators.editions.selectors.rates import Rates, rates
from indicators.enums import Status
from indicators.models import Result, Run, Stale
from indicators.selectors.standings import Standing, standings
from outputs.models import Output, Plan

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class Dashboard:
    plan: Plan
    year: int
    standings: tuple[Standing, ...]
    outputs: tuple[OutputStanding, ...]
    rates: Rates
    computed_at: dt.datetime | None
    is_stale: bool
    """Data changed since the figures were computed; a run is about to follow."""

    @property
    def outputs_on_track(self) -> int:
        return sum(output.status == Status.ON_TRACK for output in self.outputs)

    @cached_property
    def with_target(self) -> int:
        return sum(standing.target is not None for standing in self.standings)

    @cached_property
    def at_target(self) -> int:
        return sum(standing.is_met for standing in self.standings)

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
    def worst(self) -> list[Standing]:
        """Those that need attention, the least achieved first."""
        behind = [one for one in self.standings if one.needs_attention]
        return sorted(behind, key=lambda one: (one.achieved or 0, one.indicator.position))


def dashboard(plan: Plan, year: int, user: "User") -> Dashboard:
    """A constant number of queries, however many indicators and results there are."""
    found = tuple(standings(plan, year, user))
    outputs = Output.objects.visible_to(user).filter(plan=plan).select_related("plan").order_by("number")
    return Dashboard(
        plan=plan,
        year=year,
        standings=found,
        outputs=tuple(output_standings(outputs, found)),
        rates=rates(plan, year),
        computed_at=_computed_at(found),
        is_stale=Stale.objects.filter(plan=plan, year=year).exists(),
    )


def _computed_at(found: Iterable[Standing]) -> dt.datetime | None:
    runs = {standing.result.run_id for standing in found if standing.result}
    finished = Run.objects.filter(pk__in=runs, finished_at__isnull=False).order_by("-finished_at")
    return finished.values_list("finished_at", flat=True).first()


def current_plan(user: "User") -> Plan | None:
    """The newest plan with results; without any, the newest plan."""
    visible = Plan.objects.visible_to(user).order_by("-starts_on")
    computed = Result.objects.visible_to(user).filter(value__isnull=False)
    with_results = visible.filter(pk__in=computed.values("version__indicator__plan"))
    return with_results.first() or visible.first()
