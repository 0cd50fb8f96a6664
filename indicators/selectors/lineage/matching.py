"""Which members' values count together in a ratio, and what those lack that are left out."""

from collections.abc import Mapping
from typing import Any

from activities.reporting.models import Round
from indicators.engine import sql
from indicators.engine.aggregation import Pair, run
from indicators.engine.dimensions import MEMBER_SPLITS, UNKNOWN
from indicators.engine.evaluation import Definition
from indicators.engine.formulas import Reference
from indicators.engine.matching import Asking, asking
from indicators.models import Result

Row = dict[str, Any]
Rows = Mapping[Reference, list[Row]]
Counted = dict[tuple[int, str], dict[int, Row]]
"""By year and measure, the row of each member that is counted."""


def rows_together(
    definition: Definition, result: Result, rows: Rows, counted: list[int]
) -> dict[Reference, list[Row]]:
    """The rows of what counts together; who is left out has no value, but what it gave and lacks."""
    pair = definition.pair(result.year)
    if not pair:
        return {}
    by_key = rows_counted(definition, result, pair, counted)
    gave = who_gave(definition, rows)
    found = {}
    for reference in definition.together:
        own = by_key.get((reference.year or result.year, reference.measure), {})
        others = [left_out(row, gave) for row in rows[reference] if row["member_id"] not in own]
        listed = {row["member_id"] for row in rows[reference]}
        here = own.keys() if divides_values(result) else own.keys() & listed
        found[reference] = [*(own[member] for member in here), *others]
    return found


def divides_values(result: Result) -> bool:
    """Whether the result is of a part of each member's value, and not of some of the members."""
    return result.split not in MEMBER_SPLITS


def rows_counted(definition: Definition, result: Result, pair: Pair, counted: list[int]) -> Counted:
    """Of all members; where values are divided, of the result's part alone."""
    years = {year for year, _name in pair}
    rounds = Round.objects.filter(plan=result.version.indicator.plan, year__in=years)
    asked = asking([pair], dict(rounds.values_list("year", "pk")), definition.measures)
    return by_measure(asked, result, counted) if asked.pairs else {}


def by_measure(asked: Asking, result: Result, counted: list[int]) -> Counted:
    in_parts = divides_values(result)
    statement = sql.PAIR_PARTS_BY_MEMBER if in_parts else sql.PAIRS_BY_MEMBER
    found: Counted = {}
    for row in run(statement, asked.parameters | {"counted": counted, "unknown": UNKNOWN}):
        if not in_parts or row["grp"] == result.group:
            found.setdefault(asked.key(row), {})[row["member_id"]] = row
    return found


def left_out(row: Row, gave: Mapping[Reference, set[int]]) -> Row:
    """Who gave no value here either has a reason of its own."""
    if row["value"] is None:
        return row
    lacks = tuple(reference for reference, members in gave.items() if row["member_id"] not in members)
    return row | {"value": None, "left_out": row["value"], "lacks": lacks}


def who_gave(definition: Definition, rows: Rows) -> dict[Reference, set[int]]:
    """The members with a value, by what they gave it for."""
    return {
        Reference(reference.measure, year=reference.year): {
            row["member_id"]
            for row in rows[reference]
            if row["value"] is not None or row.get("left_out") is not None
        }
        for reference in definition.together
    }
