"""What rooms declare of their measures."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Value

from kernel.measures import FACTS, Aggregation, Dimension, Measure, Registry, Rows, Source, facts_of
from members.models import Member

SEX = Dimension("sex", "women and men", lambda _plan: {"female": "women", "male": "men"})
EVENTS = Measure("events", "Events", unit="events", aggregation=Aggregation.COUNT)
PEOPLE = Measure("people", "People", unit="persons", aggregation=Aggregation.SUM, dimensions=(SEX,))
NOTES = Measure("notes", "Notes", unit="", aggregation=Aggregation.NONE)


class Events(Source):
    key = "events"
    label = "events"
    measures = (EVENTS, PEOPLE)

    def measures_of(self, plan: Any) -> list[Measure]:
        return [*self.measures, NOTES]


def test_a_declared_measure_knows_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    registry, source = Registry(), Events()
    monkeypatch.setattr("kernel.measures.MEASURES", registry)
    registry.declare(source)

    assert [measure.name for measure in registry.declared.values()] == ["events", "people"]
    assert {measure.source for measure in registry.declared.values()} == {source}
    assert registry.dimensions() == {"sex": SEX}


def test_what_is_not_aggregated_is_no_measure() -> None:
    registry = Registry()
    registry.declare(Events())

    assert list(registry.catalogue(plan=None)) == ["events", "people"]


@pytest.mark.parametrize("key", ["events", "others"])
def test_a_name_is_declared_once(key: str) -> None:
    registry = Registry()
    registry.declare(Events())
    second = type("Second", (Events,), {"key": key})()

    with pytest.raises(ValueError, match="Declared twice"):
        registry.declare(second)


@pytest.mark.django_db
def test_facts_of_a_queryset_have_their_columns_in_order(kenya: Member) -> None:
    facts = facts_of(
        Member.objects.filter(pk=kenya.pk),
        measure=Value("people"),
        member="pk",
        year=Value(2013),
        value=Value(7),
        record="iso2",
        quality=Value("imputed"),
    )

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({facts.sql}) AS fact ({', '.join(FACTS)})", facts.parameters)  # noqa: S608
        [row] = cursor.fetchall()

    assert dict(zip(FACTS, row, strict=True)) == {
        "measure": "people",
        "member_id": kenya.pk,
        "year": 2013,
        "value": 7,
        "record": "KE",
        "dimensions": "{}",
        "is_whole": True,
        "is_sample": False,
        "quality": "imputed",
        "note": "{}",
    }


def test_rows_are_put_one_after_the_other() -> None:
    both = Rows.all_of(Rows("SELECT %s", (1,)), Rows("SELECT %s", (2,)))

    assert both == Rows("(SELECT %s) UNION ALL (SELECT %s)", (1, 2))


def test_only_some_ways_to_aggregate_are_additive() -> None:
    assert [kind.value for kind in Aggregation if kind.is_additive] == [
        "sum",
        "stock",
        "count",
        "distinct_members",
    ]
