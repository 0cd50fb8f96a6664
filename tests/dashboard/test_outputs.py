"""How the indicators of an output are counted."""

from decimal import Decimal

import pytest

from activities.reporting.selectors.years import YearStanding
from indicators.dashboard.selectors.outputs import OutputStanding, output_standings
from indicators.enums import Status
from indicators.models import Indicator, IndicatorVersion, Result, Target
from indicators.selectors.finality import Finality
from indicators.selectors.performance import IndicatorPerformance
from outputs.models import Output

OUTPUT = Output(pk=1, number=1)
OPEN_ROUND = Finality({2013: YearStanding(2013, is_begun=True)})


def standing(value: int | None, target: int | None = 100, before: int | None = None) -> IndicatorPerformance:
    indicator = Indicator(output=OUTPUT, direction="up", on_track_from=Decimal(95), at_risk_from=Decimal(80))
    version = IndicatorVersion(indicator=indicator, numerator="q_trained")
    values = {2012: before, 2013: value}
    results = {
        year: Result(version=version, value=Decimal(found))
        for year, found in values.items()
        if found is not None
    }
    targets = {} if target is None else {year: Target(value=Decimal(target)) for year in values}
    return IndicatorPerformance(indicator, 2013, results, targets)


def output_of(*standings: IndicatorPerformance) -> OutputStanding:
    return output_standings([OUTPUT], standings)[0]


def counts(output: OutputStanding) -> list[tuple[Status, int]]:
    return [(one.status, one.count) for one in output.counts]


def test_counts_indicators_by_status_and_none_makes_up_for_another() -> None:
    found = output_of(*map(standing, (500, 40, 100, 90, None)), standing(50, target=None))

    assert counts(found) == [
        (Status.ON_TRACK, 2),
        (Status.AT_RISK, 1),
        (Status.OFF_TRACK, 1),
        (Status.NO_DATA, 1),
        (Status.NO_TARGET, 1),
    ]
    assert (found.all, found.judged, found.on_track, found.at_risk, found.off_track) == (6, 4, 2, 1, 1)
    assert found.without_data == 1


def test_an_output_without_indicators_counts_none() -> None:
    assert (counts(output_of()), output_of().judged) == ([], 0)


def test_better_and_worse_are_against_the_status_of_the_year_before() -> None:
    pairs = [(100, 50), (100, 99), (50, 90), (90, 100), (100, None), (None, 100)]

    found = output_of(*(standing(now, before=before) for now, before in pairs))

    assert (found.compared, found.better, found.worse) == (4, 1, 2)


@pytest.mark.parametrize("value", [50, 100])
def test_a_provisional_figure_has_no_status_and_nothing_achieved(value: int) -> None:
    one = standing(value, before=50)
    waiting = IndicatorPerformance(one.indicator, 2013, one.results, one.targets, OPEN_ROUND)

    found = output_of(waiting)

    assert counts(found) == [(Status.PROVISIONAL, 1)]
    assert (found.provisional, found.better, found.worse, waiting.achieved) == (1, 0, 0, None)
