"""What is counted of events: by whom they were held, who came, and what counts nothing."""

import json
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from activities.events.measures import COMPLETIONS, HELD, MEMBERS, PARTICIPANTS, Events
from activities.events.models import Event
from kernel.measures import FACTS, MEASURES, Measure, Rows
from members.models import Member
from outputs.models import Plan
from tests.factories.events import EventFactory, HeadcountFactory, ParticipantFactory
from tests.factories.outputs import PlanFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


def facts(plan: Plan, *years: int) -> list[dict[str, Any]]:
    rows: Rows = Events().facts(plan, years or (2013,))
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        found = [dict(zip(FACTS, row, strict=True)) for row in cursor.fetchall()]
    return [fact | {"dimensions": json.loads(fact["dimensions"])} for fact in found]


def sums(plan: Plan, measure: Measure, dimension: str) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for fact in facts(plan):
        if fact["measure"] == measure.name:
            found[fact["member_id"], fact["dimensions"][dimension]] += fact["value"]
    return found


def test_its_measures_are_known() -> None:
    assert {measure.name for measure in Events.measures} <= {each.name for each in MEASURES.declared.values()}


def test_events_count_for_the_member_that_held_or_hosted_them(
    plan: Plan, kenya: Member, ghana: Member
) -> None:
    EventFactory.create(plan=plan, member=kenya, kind="course", scope="national")
    EventFactory.create(plan=plan, host=ghana, kind="forum")
    EventFactory.create(plan=plan)

    assert sums(plan, HELD, "event_kind") == {(kenya.pk, "course"): 1, (ghana.pk, "forum"): 1}
    assert sums(plan, HELD, "event_scope") == {(kenya.pk, "national"): 1, (ghana.pk, "unknown"): 1}


def test_people_are_those_named_and_those_counted_beside_them(
    plan: Plan, kenya: Member, ghana: Member
) -> None:
    event = EventFactory.create(plan=plan, member=kenya, participants=100)
    ParticipantFactory.create(event=event, member=kenya, sex="female", completed=True)
    ParticipantFactory.create(event=event, member=ghana, completed=False)
    ParticipantFactory.create(event=event, member=ghana, present=False)
    HeadcountFactory.create(event=event, from_member=ghana, number=7, sex="male", completed=5)
    HeadcountFactory.create(event=event, from_member=ghana, number=9, qualifier="expected")

    assert sums(plan, PARTICIPANTS, "sex") == {
        (kenya.pk, "female"): 1,
        (kenya.pk, "unknown"): 91,
        (ghana.pk, "unknown"): 1,
        (ghana.pk, "male"): 7,
    }
    assert sums(plan, COMPLETIONS, "delivery") == {(kenya.pk, "room"): 1, (ghana.pk, "room"): 5}


def test_who_is_listed_takes_nothing_from_an_events_number(plan: Plan, kenya: Member) -> None:
    """One name on the list of an event of twenty leaves nineteen of whom no more is known."""
    event = EventFactory.create(plan=plan, member=kenya, participants=20, women=8, completed=15)
    ParticipantFactory.create(event=event, member=kenya, sex="male", completed=True)
    more = EventFactory.create(plan=plan, member=kenya, participants=1)
    HeadcountFactory.create(event=more, from_member=kenya, number=3)

    assert sums(plan, PARTICIPANTS, "sex") == {(kenya.pk, "male"): 1, (kenya.pk, "unknown"): 19 + 3}
    assert sums(plan, COMPLETIONS, "sex") == {(kenya.pk, "male"): 1, (kenya.pk, "unknown"): 14}


def test_of_a_members_own_event_its_numbers_stand_for_it(plan: Plan, kenya: Member) -> None:
    EventFactory.create(plan=plan, member=kenya, participants=30, women=12, completed=25)
    EventFactory.create(plan=plan, member=kenya, participants=10)
    EventFactory.create(plan=plan, participants=1000)

    assert sums(plan, PARTICIPANTS, "sex") == {
        (kenya.pk, "female"): 12,
        (kenya.pk, "male"): 18,
        (kenya.pk, "unknown"): 10,
    }
    assert sums(plan, COMPLETIONS, "sex") == {(kenya.pk, "unknown"): 25}
    assert {member for member, _sex in sums(plan, MEMBERS, "sex")} == {kenya.pk}


@pytest.mark.parametrize(
    "values",
    [
        {"is_incomplete": True},
        {"starts_on": "2998", "qualifier": ""},
        {"qualifier": "expected"},
        {"starts_on": ""},
        {"starts_on": "2012"},
    ],
)
def test_what_counts_nothing(plan: Plan, kenya: Member, values: dict[str, Any]) -> None:
    event: Event = EventFactory.create(plan=plan, member=kenya, participants=30, **values)
    ParticipantFactory.create(event=event, member=kenya)

    assert facts(plan) == []


def test_facts_lead_to_their_events_and_say_whether_they_are_sample(plan: Plan, kenya: Member) -> None:
    event = EventFactory.create(plan=plan, member=kenya, is_sample=True)
    [fact] = facts(plan)

    assert fact["is_sample"]
    assert Events().records([fact["record"]]) == {fact["record"]: event}
