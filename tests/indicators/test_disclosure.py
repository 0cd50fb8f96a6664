"""Which groups are withheld: checked as an attacker would, with exact linear algebra of another kind."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine.disclosure import Cell, hidden, is_small
from indicators.enums import Split

REGION, LDC, SEX = Split.UN_REGION, Split.LDC, Split.SEX
MEMBERS = range(1, 9)


def cells(*groups: tuple[Split, str, tuple[int, ...]]) -> tuple[Cell, ...]:
    """Groups with who gave their figures, and the total of all of them."""
    everybody = tuple(sorted({giver for _split, _group, givers in groups for giver in givers}))
    found = [((split, group), givers) for split, group, givers in groups if givers]
    return (((Split.TOTAL, ""), everybody), *found)


def names(found: frozenset[tuple[Split, str]]) -> set[str]:
    return {group or "total" for _split, group in found}


def test_nothing_is_withheld_where_every_group_is_large() -> None:
    assert hidden(cells((REGION, "a", (1, 2, 3)), (REGION, "b", (4, 5, 6)))) == frozenset()


def test_with_a_small_group_goes_the_next_smallest() -> None:
    found = hidden(
        cells((REGION, "a", (1, 2)), (REGION, "b", (3, 4, 5, 6)), (REGION, "c", (7, 8, 9, 10, 11)))
    )

    assert names(found) == {"a", "b"}


def test_small_groups_that_give_each_other_away_take_a_third() -> None:
    found = hidden(cells((REGION, "a", (1,)), (REGION, "b", (2,)), (REGION, "c", (3, 4, 5))))

    assert names(found) == {"a", "b", "c"}


def test_the_total_of_three_goes_where_one_of_them_could_take_off_its_own() -> None:
    found = hidden(cells((REGION, "a", (1, 2)), (REGION, "b", (3,))))

    assert names(found) == {"a", "b", "total"}


def test_groups_of_different_splits_are_subtracted_too() -> None:
    """Who is in `a` and is not least developed is one member."""
    found = hidden(
        cells(
            (REGION, "a", (1, 2, 3, 4)),
            (REGION, "b", (5, 6, 7)),
            (LDC, "yes", (1, 2, 3)),
            (LDC, "no", (4, 5, 6, 7)),
        )
    )

    assert found


def test_parts_of_values_are_withheld_with_the_next_smallest() -> None:
    found = hidden(
        cells((SEX, "female", (1, 2, 3, 4, 5)), (SEX, "male", (1, 2, 3, 4)), (SEX, "unknown", (6,)))
    )

    assert names(found) == {"unknown", "male"}


def rank(rows: list[list[int]]) -> int:
    """By fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((number for number in range(found, len(left)) if left[number][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for number in range(found + 1, len(left)):
            factor = left[number][column] / left[found][column]
            left[number] = [a - factor * b for a, b in zip(left[number], left[found], strict=True)]
        found += 1
    return found


def row_of(members: set[int]) -> list[int]:
    return [int(member in members) for member in MEMBERS]


def follows(wanted: set[int], told: list[list[int]]) -> bool:
    """Whether the sum over `wanted` can be worked out from the sums told."""
    return bool(told) and rank([*told, row_of(wanted)]) == rank(told)


Places = Mapping[int, tuple[str, str]]
PLACES = st.fixed_dictionaries(
    dict.fromkeys(MEMBERS, st.tuples(st.sampled_from("abcd"), st.sampled_from(["yes", "no", "unknown"])))
)


def world_of(places: Places, givers: set[int]) -> tuple[Cell, ...]:
    found = []
    for number, split in enumerate((REGION, LDC)):
        for group in sorted({place[number] for place in places.values()}):
            here = tuple(sorted(giver for giver in givers if places[giver][number] == group))
            found.append((split, group, here))
    return cells(*found)


@settings(max_examples=150, deadline=None)
@given(places=PLACES, givers=st.sets(st.sampled_from(MEMBERS), min_size=1))
def test_nobody_works_out_what_fewer_than_three_gave(places: Places, givers: set[int]) -> None:
    world = world_of(places, givers)
    found = hidden(world)
    told = [row_of(set(members)) for group, members in world if group not in found]
    small = [set(members) for _group, members in world if is_small(members)]

    assert all(group in found for group, members in world if is_small(members))
    for few in (*combinations(sorted(givers), 1), *combinations(sorted(givers), 2)):
        assert not follows(set(few), told), few
    for cell in small:
        for reader in givers - cell:
            assert not follows(cell, [*told, row_of({reader})]), (cell, reader)


@pytest.mark.parametrize("size", [3, 30])
def test_what_all_gave_in_large_groups_is_told(size: int) -> None:
    groups = [(REGION, str(number), tuple(range(number * size, (number + 1) * size))) for number in range(4)]

    assert hidden(cells(*groups)) == frozenset()
