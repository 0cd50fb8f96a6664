"""How an output's percentage and status are made."""

from decimal import Decimal

import pytest

from indicators.editions.selectors.outputs import OutputStanding, output_standings
from indicators.enums import Status
from indicators.models import Indicator, Result, Target
from indicators.selectors.standings import Standing
from outputs.models import Output

OUTPUT = Output(pk=1, number=1)


def standing(value: int | None, target: int | None = 100) -> Standing:
    indicator = Indicator(output=OUTPUT, direction="up", on_track_from=Decimal(95), at_risk_from=Decimal(80))
    results = {} if value is None else {2013: Result(value=Decimal(value))}
    targets = {} if target is None else {2013: Target(value=Decimal(target))}
    return Standing(indicator, 2013, results, targets)


def output_of(*standings: Standing) -> OutputStanding:
    return output_standings([OUTPUT], standings)[0]


@pytest.mark.parametrize(
    ("values", "achieved", "status"),
    [
        ([100, 90], 95, Status.ON_TRACK),
        ([100, 60], 80, Status.AT_RISK),
        ([50, 50], 50, Status.OFF_TRACK),
        ([500, 40], 80, Status.AT_RISK),
        ([None, 96], 96, Status.ON_TRACK),
        ([None], None, Status.NO_DATA),
        ([], None, Status.NO_DATA),
    ],
)
def test_is_the_mean_of_its_indicators_each_capped(
    values: list[int | None], achieved: int | None, status: Status
) -> None:
    found = output_of(*map(standing, values))

    assert (found.achieved, found.status) == (achieved, status)


def test_counts_what_is_met_what_has_a_target_and_what_has_no_data() -> None:
    found = output_of(standing(100), standing(99), standing(None), standing(50, target=None))

    assert (found.met, found.with_target, found.without_data) == (1, 3, 1)
