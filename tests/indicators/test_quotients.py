"""No member's value follows from a quotient and the sum of one of its terms over a few members more."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.models import Activity
from activities.reporting.models import Round
from indicators.engine.disclosure import FEWEST, hidden, with_withheld_compounds
from indicators.engine.evaluation import ComputedValue
from indicators.engine.formulas import Reference
from indicators.enums import NoValue, Split
from indicators.models import ExactResult, IndicatorVersion, Result
from tests.factories.members import DevelopingMemberFactory, RegionFactory
from tests.factories.reporting import QuestionFactory
from tests.indicators.conftest import Compute, Define, accepted, answer
from tests.indicators.test_disclosure import MEMBERS, PLACES, Places, follows, row_of, world_of

IN_FORCE = (9, 1, 4, 7, 2, 8, 3, 6, 5, 4)
ACTIVE = (7, 1, 3, 2, 2, 5, 1, 6, 4, 0)
MILLIONTH = Decimal("0.000001")


@pytest.fixture
def agreements(define: Define) -> tuple[IndicatorVersion, IndicatorVersion]:
    return define("in_force"), define("active", "in_force", scale=100)


def report(round_: Round, activity: Activity, silent: Collection[int]) -> None:
    """Ten members tell agreements in force, all but the `silent` ones of which are active."""
    in_force, active = (
        QuestionFactory.create(activity=activity, code=code) for code in ("in_force", "active")
    )
    regions = [RegionFactory.create(slug=slug) for slug in ("africa", "asia")]
    for number, (all_, used) in enumerate(zip(IN_FORCE, ACTIVE, strict=True)):
        member = DevelopingMemberFactory.create(region=regions[number % 2])
        section = accepted(round_, member, activity)
        answer(section, in_force, all_)
        if number not in silent:
            answer(section, active, used)


def guesses(percent: Decimal, most: Decimal) -> set[int]:
    """What those may have given who are in the sum `most` alone: by every fraction that rounds to this."""
    return {
        int(most) - below
        for below in range(1, int(most) + 1)
        for above in [round(percent * below / 100)]
        if (Decimal(100) * above / below).quantize(MILLIONTH) == percent
    }


def told_beside(sums: IndicatorVersion, quotients: IndicatorVersion) -> Iterator[tuple[Result, Result]]:
    """Each group's sum and quotient, where both are told."""
    found = {(one.split, one.group): one for one in Result.objects.filter(version=quotients)}
    for one in Result.objects.filter(version=sums, value__isnull=False):
        other = found.get((one.split, one.group))
        if other and other.has_value:
            yield one, other


TOLD: dict[frozenset[int], set[str]] = {
    frozenset(): {"", "africa", "asia"},
    frozenset({0}): {"asia"},
    frozenset({0, 1}): set(),
    frozenset({0, 2}): {"asia"},
    frozenset({0, 1, 2}): {""},
    frozenset({0, 2, 4}): set(),
    frozenset({0, 1, 2, 3, 4, 5}): {""},
}
"""Groups whose quotient is told, by who is not in it; the whole less asia may leave two of africa."""


@pytest.mark.parametrize("silent", TOLD, ids=lambda silent: f"without {sorted(silent)}")
def test_nobody_works_out_what_few_gave(
    reporting_round: Round,
    activity: Activity,
    agreements: tuple[IndicatorVersion, IndicatorVersion],
    compute: Compute,
    silent: frozenset[int],
) -> None:
    report(reporting_round, activity, silent)
    compute()
    told = list(told_beside(*agreements))

    assert {one.group for one, _other in told if one.split in {Split.TOTAL, Split.UN_REGION}} == TOLD[silent]
    assert [
        (one.split, one.group, guesses(other.value, one.value))
        for one, other in told
        if one.value is not None and other.value is not None and 0 < one.given - other.given < FEWEST
    ] == []


def test_the_fraction_gives_it_away_to_those_who_are_told(
    reporting_round: Round,
    activity: Activity,
    agreements: tuple[IndicatorVersion, IndicatorVersion],
    compute: Compute,
) -> None:
    """So it is withheld from others, with its reason, and the sum is told."""
    report(reporting_round, activity, {0})
    compute()
    sums, quotients = agreements
    exact = ExactResult.objects.get(version=quotients, split=Split.TOTAL)
    told = Result.objects.get(version=quotients, split=Split.TOTAL)
    whole = Result.objects.get(version=sums, split=Split.TOTAL).value

    assert (whole, exact.value) == (49, Decimal("60.000000"))
    assert IN_FORCE[0] in guesses(exact.value, whole)
    assert (told.value, told.no_value, told.numerator) == (None, NoValue.WITHHELD_BESIDE, None)


def figures_of(version: int, places: Places, givers: set[int], *, is_quotient: bool) -> list[ComputedValue]:
    world = world_of(places, givers)
    few = hidden(world)
    return [
        ComputedValue(
            version,
            *group,
            givers=(members,),
            given_by={Reference("q"): members},
            withheld=NoValue.WITHHELD if group in few else "",
            terms_withheld=is_quotient,
        )
        for group, members in world
    ]


def rows_told(figures: list[ComputedValue]) -> list[list[int]]:
    return [row_of({*figure.givers[0]}) for figure in figures if not figure.withheld]


SOME = st.sets(st.sampled_from(MEMBERS), min_size=1)


@settings(max_examples=60, deadline=None)
@given(places=PLACES, everybody=SOME, one=SOME, other=SOME)
def test_terms_of_all_quotients_together_give_nobody_away(
    places: Places, everybody: set[int], one: set[int], other: set[int]
) -> None:
    sums = figures_of(1, places, everybody, is_quotient=False)
    quotients = [
        figure
        for version, givers in ((2, one), (3, other))
        for figure in figures_of(version, places, givers, is_quotient=True)
    ]

    found = with_withheld_compounds([*quotients, *sums], 2013)
    told = rows_told(found)

    assert sorted(rows_told(sums)) == sorted(rows_told([figure for figure in found if figure.version == 1]))
    for few in (*combinations(MEMBERS, 1), *combinations(MEMBERS, 2)):
        assert not follows(set(few), told), few
