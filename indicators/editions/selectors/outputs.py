"""How the outputs of a plan stand against their targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.enums import Status
from indicators.selectors.standings import Standing
from outputs.models import Output

MOST = Decimal(120)
"""One indicator counts at most this much, so that it cannot make up for all others."""

ON_TRACK_FROM = Decimal(95)
AT_RISK_FROM = Decimal(80)


@dataclass(frozen=True)
class OutputStanding:
    """An output with the indicators of its own and of its activities' effectiveness."""

    output: Output
    standings: tuple[Standing, ...]

    @property
    def achieved(self) -> Decimal | None:
        """Mean achieved percent of the indicators that have a value and a target, each capped at 120."""
        achieved = [min(one.achieved, MOST) for one in self.standings if one.achieved is not None]
        return sum(achieved, Decimal(0)) / len(achieved) if achieved else None

    @property
    def status(self) -> Status:
        if self.achieved is None:
            return Status.NO_DATA
        if self.achieved >= ON_TRACK_FROM:
            return Status.ON_TRACK
        return Status.AT_RISK if self.achieved >= AT_RISK_FROM else Status.OFF_TRACK

    @property
    def met(self) -> int:
        return sum(one.is_met for one in self.standings)

    @property
    def with_target(self) -> int:
        return sum(one.target is not None for one in self.standings)

    @property
    def without_data(self) -> int:
        return sum(one.value is None for one in self.standings)

    @property
    def has_sample(self) -> bool:
        return any(one.has_sample for one in self.standings if one.achieved is not None)


def output_standings(outputs: Iterable[Output], standings: Iterable[Standing]) -> list[OutputStanding]:
    by_output: dict[int, list[Standing]] = {}
    for standing in standings:
        if standing.output:
            by_output.setdefault(standing.output.pk, []).append(standing)
    return [OutputStanding(output, tuple(by_output.get(output.pk, ()))) for output in outputs]
