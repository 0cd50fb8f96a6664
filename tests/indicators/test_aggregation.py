"""How values add up, against a slow reference in plain Python: of members, of records, in every group."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.engine.aggregation import read_amounts
from indicators.engine.amounts import YearAmounts
from indicators.engine.dimensions import MEMBER_SPLITS
from indicators.enums import Split
from kernel.measures import MEASURES, Aggregation, Dimension, Measure, Rows, Source
from members.models import Member
from outputs.models import Plan
from tests.factories.members import DevelopingMemberFactory, MemberFactory, RegionFactory
from tests.indicators.conftest import YEAR

SCOPE = Dimension("scope", "scope", lambda _plan: {"local": "local", "regional": "regional"})
SCOPES = ("local", "regional", "unknown")
MEASURED = tuple(kind for kind in Aggregation if kind != Aggregation.NONE)


class Fact(NamedTuple):
    member: int
    """Its place among the members."""
    value: int
    scope: str


class Invented(Source):
    """A register with any number of records for each member."""

    key = "invented"
    label = "invented"
    measures = tuple(
        Measure(f"invented_{kind}", kind.label, unit="", aggregation=kind, dimensions=(SCOPE,))
        for kind in MEASURED
    )
    rows: Sequence[tuple[int, int, str]] = ()

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        members, values, scopes = zip(*self.rows, strict=True) if self.rows else ((), (), ())
        return Rows(
            "SELECT measure, fact.member, %s, fact.value, 'invented/1',"
            " jsonb_build_object('scope', fact.scope), true, false, '', '{}'::jsonb"
            " FROM unnest(%s::bigint[], %s::numeric[], %s::text[]) AS fact (member, value, scope)"
            " CROSS JOIN unnest(%s::text[]) AS measure",
            (YEAR, list(members), list(values), list(scopes), [measure.name for measure in self.measures]),
        )


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Invented:
    invented = Invented()
    monkeypatch.setitem(MEASURES.sources, invented.key, invented)
    return invented


@pytest.fixture
def members(db: None) -> list[Member]:
    """Two in one region, one in another, and a country that is no member."""
    north, south = RegionFactory.create(slug="north"), RegionFactory.create(slug="south")
    return [
        *DevelopingMemberFactory.create_batch(2, region=north),
        DevelopingMemberFactory.create(region=south),
        MemberFactory.create(region=north),
    ]


def reference(kind: Aggregation, facts: Iterable[Fact]) -> Decimal | None:
    """What the facts of a group come to, by the words of `docs/engine.md`."""
    by_member: dict[int, list[int]] = {}
    for fact in facts:
        by_member.setdefault(fact.member, []).append(fact.value)
    if not by_member:
        return None
    each = list(by_member.values())
    total, records = Decimal(sum(map(sum, each))), sum(map(len, each))
    means = [Decimal(sum(own)) / len(own) for own in each]
    return {
        Aggregation.COUNT: Decimal(sum(value != 0 for own in each for value in own)),
        Aggregation.DISTINCT_MEMBERS: Decimal(sum(any(own) for own in each)),
        Aggregation.MEAN: sum(means, Decimal(0)) / len(each),
        Aggregation.MEDIAN: statistics.median(means),
        Aggregation.RATE: total / records,
    }.get(kind, total)


def computed(amounts: YearAmounts, measure: Measure, group: tuple[str, str]) -> Decimal | None:
    amount = amounts.amount(measure, group)
    if amount.value is None or not measure.aggregation.is_mean:
        return amount.value
    return amount.value / (amount.records if measure.aggregation.is_of_records else amount.members)


def groups(facts: Sequence[Fact], regions: Sequence[str]) -> Iterator[tuple[tuple[str, str], list[Fact]]]:
    """Every group with its facts; those of a country that is no member count nowhere."""
    own = [fact for fact in facts if fact.member < len(regions)]
    yield (Split.TOTAL, ""), own
    for region in set(regions):
        yield (Split.UN_REGION, region), [fact for fact in own if regions[fact.member] == region]
    for scope in SCOPES:
        yield ("scope", scope), [fact for fact in own if fact.scope == scope]


FACTS = st.lists(st.builds(Fact, st.integers(0, 3), st.integers(0, 4), st.sampled_from(SCOPES)), max_size=12)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(facts=FACTS)
def test_every_way_to_add_up_is_what_its_words_say(
    plan: Plan, source: Invented, members: list[Member], facts: list[Fact]
) -> None:
    source.rows = [(members[fact.member].pk, fact.value, fact.scope) for fact in facts]
    measures = [MEASURES.catalogue(plan)[measure.name] for measure in source.measures]

    amounts = read_amounts(plan, [(YEAR, YEAR)], measures)[YEAR, YEAR]

    for measure in measures:
        for group, own in groups(facts, ["north", "north", "south"]):
            expected = reference(measure.aggregation, own)
            found = computed(amounts, measure, group)
            assert (found is None) == (expected is None), (measure.name, group)
            assert found is None or abs(found - (expected or 0)) < Decimal("0.0000001"), (measure.name, group)
            counted = amounts.amount(measure, group)
            assert counted.members == len({fact.member for fact in own})
            assert set(counted.givers) == {members[fact.member].pk for fact in own}


def test_the_groups_of_members_are_all_there(plan: Plan, source: Invented, members: list[Member]) -> None:
    source.rows = [(member.pk, 1, "local") for member in members]
    measure = MEASURES.catalogue(plan)["invented_sum"]

    amounts = read_amounts(plan, [(YEAR, YEAR)], [measure])[YEAR, YEAR]

    assert {split for _name, (split, _category) in amounts.amounts} == {*MEMBER_SPLITS, "scope"}
    assert amounts.amount(measure, (Split.TOTAL, "")).others == 0
