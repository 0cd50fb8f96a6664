"""How the outputs of a plan stand: their indicators counted by status, none making up for another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from indicators.enums import Status
from indicators.selectors.performance import IndicatorPerformance
from outputs.models import Output

COUNTED = (
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.PROVISIONAL,
    Status.NO_DATA,
    Status.WITHHELD,
    Status.NO_TARGET,
    Status.CONTEXT,
)
"""In the order in which they are told."""

BEST_FIRST = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)


@dataclass(frozen=True)
class StatusCount:
    status: Status
    count: int


@dataclass(frozen=True)
class Statuses:
    """How many indicators have which status."""

    standings: tuple[IndicatorPerformance, ...]

    @cached_property
    def by_status(self) -> Counter[Status]:
        return Counter(one.status for one in self.standings)

    @property
    def counts(self) -> list[StatusCount]:
        """Those that occur."""
        found = self.by_status
        return [StatusCount(status, found[status]) for status in COUNTED if found[status]]

    @property
    def all(self) -> int:
        return len(self.standings)

    @property
    def on_track(self) -> int:
        return self.by_status[Status.ON_TRACK]

    @property
    def at_risk(self) -> int:
        return self.by_status[Status.AT_RISK]

    @property
    def off_track(self) -> int:
        return self.by_status[Status.OFF_TRACK]

    @property
    def provisional(self) -> int:
        return self.by_status[Status.PROVISIONAL]

    @property
    def without_data(self) -> int:
        return self.by_status[Status.NO_DATA]

    @property
    def judged(self) -> int:
        return sum(self.by_status[status] for status in BEST_FIRST)

    @property
    def compared(self) -> int:
        """How many have a status in both years."""
        return len(self._steps)

    @property
    def better(self) -> int:
        """How many have a better status than in the year before."""
        return sum(step < 0 for step in self._steps)

    @property
    def worse(self) -> int:
        return sum(step > 0 for step in self._steps)

    @cached_property
    def _steps(self) -> list[int]:
        """Of those that have a status in both years, how far it fell."""
        pairs = [(one.status, replace(one, year=one.year - 1).status) for one in self.standings]
        places = {status: place for place, status in enumerate(BEST_FIRST)}
        return [places[now] - places[then] for now, then in pairs if now in places and then in places]


@dataclass(frozen=True)
class OutputStanding(Statuses):
    """An output with the indicators of its own and of its activities' effectiveness."""

    output: Output

    @property
    def has_sample(self) -> bool:
        return any(one.has_sample for one in self.standings if one.value is not None)


def output_standings(
    outputs: Iterable[Output], standings: Iterable[IndicatorPerformance]
) -> list[OutputStanding]:
    by_output: dict[int, list[IndicatorPerformance]] = {}
    for standing in standings:
        if standing.output:
            by_output.setdefault(standing.output.pk, []).append(standing)
    return [OutputStanding(tuple(by_output.get(output.pk, ())), output) for output in outputs]
