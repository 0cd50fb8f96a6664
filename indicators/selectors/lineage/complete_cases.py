"""Which members' values count together in a ratio, and what those lack that are left out."""

from collections.abc import Iterable, Mapping, Sequence

from indicators.engine import sql
from indicators.engine.amounts import Cases
from indicators.engine.complete_cases import CompleteCases
from indicators.engine.definitions import Definition
from indicators.engine.dimensions import MEMBER_SPLITS, Profiles
from indicators.engine.formulas import Reference
from indicators.models import Result
from indicators.selectors.lineage.facts import Row
from kernel.measures import Rows, facts_under

RowsByReference = Mapping[Reference, list[Row]]
COLUMNS = ("measure", "year", "category", "member_id", "record", "value", "is_sample")


def rows_of_complete_cases(
    definition: Definition, result: Result, rows: RowsByReference, profiles: Profiles
) -> dict[Reference, list[Row]]:
    """The rows of what counts together; who is left out has no value, but what it gave and lacks."""
    cases = definition.cases(result.year)
    if not cases:
        return {}
    by_key = rows_counted(definition, result, cases, profiles)
    gave = who_gave(definition, rows)
    return {
        reference: with_left_out(
            result, rows[reference], by_key.get((reference.year or result.year, reference.measure), {}), gave
        )
        for reference in definition.counted_together
    }


def with_left_out(
    result: Result, rows: Sequence[Row], own: Mapping[int, Row], gave: Mapping[Reference, set[int]]
) -> list[Row]:
    """Those of `own` that stand in the result's group, and those of `rows` that are not counted."""
    listed = {row["member_id"]: row for row in rows}
    here = own.keys() if divides_values(result) else own.keys() & listed
    others = [left_out(row, gave) for row in rows if row["member_id"] not in own]
    return [*(listed.get(member, {}) | own[member] for member in here), *others]


def divides_values(result: Result) -> bool:
    """Whether the result is of a part of each member's value, and not of some of the members."""
    return result.split not in MEMBER_SPLITS


def rows_counted(
    definition: Definition, result: Result, cases: Cases, profiles: Profiles
) -> dict[tuple[int, str], dict[int, Row]]:
    """By year and measure, of counted members; where values are divided, of the result's part alone."""
    asked = CompleteCases(((result.year, cases),))
    in_parts = divides_values(result)
    statement = sql.COMPLETE_PARTS_BY_MEMBER if in_parts else sql.COMPLETE_BY_MEMBER
    facts = facts_of(definition, result, cases)
    found: dict[tuple[int, str], dict[int, Row]] = {}
    rows = asked.rows(facts)
    for values in sql.run(Rows(statement.format(facts=facts.sql), rows.parameters)):
        row = dict(zip(COLUMNS, values, strict=True))
        source = definition.measures[row["measure"]].source
        is_counted = profiles[row["member_id"]].is_counted
        if is_counted and (not in_parts or row["category"] == result.group):
            more = {"is_confidential": source.is_confidential, "source_key": source.key}
            found.setdefault((row["year"], row["measure"]), {})[row["member_id"]] = row | more
    return found


def facts_of(definition: Definition, result: Result, cases: Cases) -> Rows:
    plan = result.version.indicator.plan
    years = sorted({year for year, _name in cases})
    return facts_under(plan, years, [definition.measures[name] for _year, name in cases])


def left_out(row: Row, gave: Mapping[Reference, set[int]]) -> Row:
    """Who gave no value here either has a reason of its own."""
    if row["value"] is None:
        return row
    lacks = tuple(reference for reference, members in gave.items() if row["member_id"] not in members)
    return row | {"value": None, "left_out": row["value"], "lacks": lacks}


def who_gave(definition: Definition, rows: RowsByReference) -> dict[Reference, set[int]]:
    """The members with a value, by what they gave it for."""
    return {
        Reference(reference.measure, year=reference.year): members_with_value(rows[reference])
        for reference in definition.counted_together
    }


def members_with_value(rows: Iterable[Row]) -> set[int]:
    return {row["member_id"] for row in rows if row["value"] is not None or row.get("left_out") is not None}
