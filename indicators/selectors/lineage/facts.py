"""The facts behind a result, member by member: the same that its figure sums."""

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from indicators.engine import sql
from indicators.engine.dimensions import MEMBER_SPLITS, MemberProfile, Profiles
from indicators.models import Result
from kernel.measures import FACTS, Aggregation, Measure, Quality, Rows, facts_under
from outputs.models import Plan

Row = dict[str, Any]
"""A fact with the columns of `FACTS`, and what is said of it in this result."""


def read_facts(
    plan: Plan, years: Sequence[int], measures: Iterable[Measure]
) -> dict[tuple[str, int], list[Row]]:
    """The facts of measures by measure and year; one query."""
    chosen = list(measures)
    facts = facts_under(plan, years, chosen)
    names = [measure.name for measure in chosen]
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for values in sql.run(Rows(sql.FACTS_BY_MEMBER.format(facts=facts.sql), (*facts.parameters, names))):
        row = dict(zip(FACTS, values, strict=True))
        row |= {name: json.loads(row[name]) for name in ("dimensions", "note")}
        found[row["measure"], row["year"]].append(row)
    return found


def rows_in(result: Result, facts: Iterable[Row], measure: Measure, profiles: Profiles) -> list[Row]:
    """What each member gives in the result's group; who is listed and not counted has no value."""
    chosen = [row for row in facts if belongs(result, row, measure, profiles[row["member_id"]])]
    rows = summed_by_member(chosen, measure)
    return [row if is_counted(profiles[row["member_id"]], measure) else apart(row) for row in rows]


def belongs(result: Result, row: Row, measure: Measure, profile: MemberProfile) -> bool:
    is_listed = profile.is_developing or measure.is_of_all_members or measure.source.is_reported
    if measure.is_of_all_members:
        return row["is_whole"] and is_listed
    if result.split in MEMBER_SPLITS:
        return row["is_whole"] and is_listed and profile.groups[result.split] == result.group
    return is_listed and row["dimensions"].get(result.split) == result.group


def is_counted(profile: MemberProfile, measure: Measure) -> bool:
    return profile.is_member if measure.is_of_all_members else profile.is_counted


def apart(row: Row) -> Row:
    """What somebody has who is no member, which is listed and not counted."""
    return row | {"value": None, "left_out": row["value"], "is_member": False}


def summed_by_member(rows: Iterable[Row], measure: Measure) -> list[Row]:
    """One row a member; a single fact stays as it is, but for counts."""
    by_member: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_member[row["member_id"]].append(row)
    return [member_row(own, measure) for own in by_member.values()]


def member_row(rows: Sequence[Row], measure: Measure) -> Row:
    values = [row["value"] for row in rows if row["value"] is not None]
    return rows[0] | {
        "value": value_of_member(measure.aggregation, values),
        "records": len(values),
        "is_sample": any(row["is_sample"] for row in rows),
        "is_imputed": any(Quality.IMPUTED in row["quality"].split() for row in rows),
        "is_partial": any(Quality.PARTIAL in row["quality"].split() for row in rows),
        "is_confidential": measure.source.is_confidential,
        "source_key": measure.source_key,
    }


def value_of_member(aggregation: Aggregation, values: Sequence[Decimal]) -> Decimal | None:
    """What a member with these values comes to, as `sql.MEMBER_VALUE` has it."""
    if not values:
        return None
    match aggregation:
        case Aggregation.COUNT:
            return Decimal(sum(value != 0 for value in values))
        case Aggregation.DISTINCT_MEMBERS:
            return Decimal(any(value != 0 for value in values))
        case Aggregation.MEAN | Aggregation.MEDIAN:
            return sum(values, Decimal(0)) / len(values)
    return sum(values, Decimal(0))


def value_of_group(aggregation: Aggregation, rows: Iterable[Mapping[str, Any]]) -> Decimal:
    """What members with these rows come to together; none of them without a value."""
    given = list(rows)
    values = [row["value"] for row in given]
    total = sum(values, Decimal(0))
    match aggregation:
        case Aggregation.MEAN:
            return total / len(values)
        case Aggregation.RATE:
            return total / sum(row.get("records", 1) for row in given)
        case Aggregation.MEDIAN:
            return statistics.median(values)
    return total
