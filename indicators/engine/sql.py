"""The SQL of the engine: facts are summed to profiles, and profiles are rolled up to every group.

A *profile* is what members have in common that stand in the same category of every dimension of members.
There are far fewer of them than members, so that facts are read once and what is rolled up is small.
`docs/engine.md` goes through it with an example.
"""

# ruff: noqa: S608 - the parts are fixed texts of the house; values are parameters

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from kernel.measures import FACTS, REPORTING, Rows
from members.measures import MEMBER_DIMENSIONS, profiles

CATEGORIES = tuple(dimension.key for dimension in MEMBER_DIMENSIONS)


def listed(columns: Iterable[str], of: str = "") -> str:
    return ", ".join(f"{of}.{column}" if of else column for column in columns)


PROFILE = f"""
standing (year, member_id, is_member, is_developing, {listed(CATEGORIES)}) AS MATERIALIZED (
    {{standing}}
),
profile AS MATERIALIZED (
    SELECT at, year, member_id, is_member, is_developing, {listed(CATEGORIES)},
        dense_rank() OVER (ORDER BY is_member, is_developing, {listed(CATEGORIES)}) AS profile
    FROM ({{placed}}) AS placed
)"""
AS_OF_ITS_YEAR = "SELECT year AS at, standing.* FROM standing"

# Of a year that is compared with (`there`), members stand in their categories of the year computed (`here`).
AS_OF_ANOTHER_YEAR = f"""
    SELECT span.at, span.year, there.member_id, there.is_member, there.is_developing,
        {listed(CATEGORIES, "here")}
    FROM unnest(%s::int[], %s::int[]) AS span (at, year)
    JOIN standing AS here ON here.year = span.at
    JOIN standing AS there ON there.year = span.year AND there.member_id = here.member_id"""


def profile(spans: Iterable[tuple[int, int]]) -> Rows:
    """The start of a statement: members over pairs of the year whose categories count, and their own year."""
    chosen = sorted(spans)
    standing = profiles({year for span in chosen for year in span})
    if all(at == year for at, year in chosen):
        return Rows(PROFILE.format(standing=standing.sql, placed=AS_OF_ITS_YEAR), standing.parameters)
    years = [at for at, _year in chosen], [year for _at, year in chosen]
    text = PROFILE.format(standing=standing.sql, placed=AS_OF_ANOTHER_YEAR)
    return Rows(text, (*standing.parameters, *years))


FACT = f"({{facts}}) AS fact ({listed(FACTS)})"
IS_PARTIAL = "position('partial' IN fact.quality) > 0"
IS_IMPUTED = "position('imputed' IN fact.quality) > 0"

# A member with one fact has nothing to be summed first.
AS_IT_IS = f"""
    SELECT fact.measure, fact.year, fact.member_id, fact.value, 1::bigint AS records,
        {IS_PARTIAL} AS is_partial, {IS_IMPUTED} AS is_imputed, fact.is_sample
    FROM {FACT}
    WHERE fact.value IS NOT NULL AND fact.is_whole AND fact.measure = ANY(%s)"""

# What a member with several facts of a measure comes to in a year.
MEMBER_VALUE = f"""
        CASE wanted.aggregation
            WHEN 'count' THEN count(*) FILTER (WHERE fact.value <> 0)
            WHEN 'distinct_members' THEN (count(*) FILTER (WHERE fact.value <> 0) > 0)::int
            WHEN 'mean' THEN avg(fact.value)
            WHEN 'median' THEN avg(fact.value)
            ELSE sum(fact.value)
        END AS value,
        count(*) AS records,
        bool_or({IS_PARTIAL}) AS is_partial,
        bool_or({IS_IMPUTED}) AS is_imputed,
        bool_or(fact.is_sample) AS is_sample"""

BY_MEMBER = f"""
    SELECT fact.measure, fact.year, fact.member_id, {MEMBER_VALUE}
    FROM {FACT}
    JOIN unnest(%s::text[], %s::text[]) AS wanted (measure, aggregation) ON wanted.measure = fact.measure
    WHERE fact.value IS NOT NULL AND fact.is_whole
    GROUP BY fact.measure, wanted.aggregation, fact.year, fact.member_id"""

GIVEN = "(measure, year, member_id, value, records, is_partial, is_imputed, is_sample)"


def groupings(key: str, of: str) -> str:
    """The total and every category of members, of each `key`."""
    sets = ", ".join(f"({key}, {of}.{category})" for category in CATEGORIES)
    return f"GROUP BY GROUPING SETS (({key}), {sets})"


def group(of: str) -> str:
    """The columns that tell the group of a row of `groupings`, for `group_of`."""
    columns = listed(CATEGORIES, of)
    return f"grouping({columns}) AS grouped, coalesce({columns}, '') AS category"


ROLLED_UP = f"""
WITH {{profile}},
kind AS MATERIALIZED (
    SELECT DISTINCT profile, is_member, is_developing, {listed(CATEGORIES)} FROM profile
),
cell AS MATERIALIZED (
    SELECT
        given.measure,
        profile.at,
        profile.year,
        profile.profile,
        sum(given.value) AS value,
        count(*)::int AS members,
        sum(given.records)::int AS records,
        count(*) FILTER (WHERE given.is_partial)::int AS in_part,
        count(*) FILTER (WHERE given.is_imputed)::int AS imputed,
        bool_or(given.is_sample) AS has_sample
    FROM ({{given}}) AS given {GIVEN}
    JOIN profile ON profile.member_id = given.member_id AND profile.year = given.year
    GROUP BY given.measure, profile.at, profile.year, profile.profile
)
SELECT
    cell.measure,
    cell.at,
    cell.year,
    {group("kind")},
    sum(cell.value) FILTER (WHERE kind.is_member) AS value,
    coalesce(sum(cell.members) FILTER (WHERE kind.is_member), 0)::int AS members,
    coalesce(sum(cell.records) FILTER (WHERE kind.is_member), 0)::int AS records,
    coalesce(sum(cell.in_part) FILTER (WHERE kind.is_member), 0)::int AS in_part,
    coalesce(sum(cell.members) FILTER (WHERE NOT kind.is_member), 0)::int AS others,
    coalesce(sum(cell.imputed) FILTER (WHERE kind.is_member), 0)::int AS imputed,
    coalesce(bool_or(cell.has_sample) FILTER (WHERE kind.is_member), false) AS has_sample
FROM cell
JOIN kind ON kind.profile = cell.profile
WHERE kind.is_developing OR cell.measure = ANY(%s)
{groupings("cell.measure, cell.at, cell.year", "kind")}"""

# No sum of parts gives a median: it is taken from the members' values in each group.
MEDIANS = f"""
WITH {{profile}}
SELECT given.measure, profile.at, profile.year, {group("profile")},
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY given.value))::numeric AS value
FROM ({{given}}) AS given {GIVEN}
JOIN profile ON profile.member_id = given.member_id AND profile.year = given.year
WHERE profile.is_developing AND profile.is_member AND given.measure = ANY(%s)
{groupings("given.measure, profile.at, profile.year", "profile")}"""

REPORTED = f"""
WITH {{profile}}
SELECT expected.source, profile.at, profile.year, {group("profile")},
    count(*), count(*) FILTER (WHERE expected.is_reported), count(*) FILTER (WHERE expected.is_accepted)
FROM ({{expected}}) AS expected (source, {listed(REPORTING)})
JOIN profile ON profile.member_id = expected.member_id AND profile.year = expected.year
WHERE profile.is_developing AND profile.is_member
{groupings("expected.source, profile.at, profile.year", "profile")}"""

# By a dimension of records, each member comes first: it may stand in several categories, and once in each.
PART = f"""
    FROM {FACT}
    JOIN unnest(%s::text[], %s::text[], %s::text[]) AS wanted (measure, aggregation, dimension)
        ON wanted.measure = fact.measure AND fact.dimensions ? wanted.dimension
    WHERE fact.value IS NOT NULL AND fact.measure = ANY(%s)"""
PART_AS_IT_IS = f"""
    SELECT fact.measure, fact.year, wanted.dimension, fact.dimensions ->> wanted.dimension, fact.member_id,
        fact.value, 1::bigint, {IS_PARTIAL}, {IS_IMPUTED}, fact.is_sample
    {PART}"""
PART_BY_MEMBER = f"""
    SELECT fact.measure, fact.year, wanted.dimension, fact.dimensions ->> wanted.dimension AS category,
        fact.member_id, {MEMBER_VALUE}
    {PART}
    GROUP BY fact.measure, wanted.aggregation, fact.year, wanted.dimension, category, fact.member_id"""
BY_CATEGORY = """
WITH {profile},
given (measure, year, dimension, category, member_id, value, records, is_partial, is_imputed, is_sample) AS (
    {given}
)
SELECT given.measure, profile.at, profile.year, given.dimension, given.category,
    coalesce(
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY given.value)
            FILTER (WHERE given.measure = ANY(%s)))::numeric,
        sum(given.value)
    ) AS value,
    sum(given.records)::int AS records,
    array_agg(given.member_id) AS givers,
    count(*) FILTER (WHERE given.is_partial) AS in_part,
    count(*) FILTER (WHERE given.is_imputed) AS imputed,
    bool_or(given.is_sample) AS has_sample
FROM given
JOIN profile ON profile.member_id = given.member_id AND profile.year = given.year
WHERE profile.is_developing AND profile.is_member
GROUP BY given.measure, profile.at, profile.year, given.dimension, given.category"""

# Of measures that count together, a member counts that gave a value for each of the `size` of them.
# `have >= size` and not `=`, which makes the planner expect a single row, and loop over all members for each.
COMPLETE = f"""
fact ({listed(FACTS)}) AS MATERIALIZED (
    SELECT fact.* FROM {FACT} WHERE fact.measure = ANY(%s)
),
wanted AS MATERIALIZED (
    SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::text[])
        AS wanted (cases, size, at, year, measure)
),
complete AS (
    SELECT wanted.cases, wanted.size, wanted.at, fact.*,
        count(fact.value) OVER (PARTITION BY wanted.cases, fact.member_id) AS have
    FROM fact
    JOIN wanted ON wanted.measure = fact.measure AND wanted.year = fact.year
    WHERE fact.is_whole
)"""

COMPLETE_BY_MEMBER = f"""
WITH {COMPLETE}
SELECT measure, year, '', member_id, record, value, is_sample FROM complete WHERE have >= size
"""

# Who divided one of the values and not the other stands with all of them in the category `unknown`.
COMPLETE_PART = f"""
{COMPLETE},
own AS (
    SELECT fact.measure, fact.year, fact.member_id, fact.record, fact.value, fact.is_sample, part.category
    FROM fact, jsonb_each_text(fact.dimensions) AS part (dimension, category)
    WHERE NOT fact.is_whole AND part.category <> 'unknown'
),
divided AS (
    SELECT complete.*, bool_and(EXISTS (
        SELECT FROM own WHERE own.value IS NOT NULL AND own.measure = complete.measure
            AND own.year = complete.year AND own.member_id = complete.member_id
    )) OVER (PARTITION BY cases, member_id) AS in_parts
    FROM complete
),
part AS (
    SELECT divided.cases, divided.size, divided.at, own.*
    FROM divided
    JOIN own ON own.measure = divided.measure AND own.year = divided.year
        AND own.member_id = divided.member_id
    WHERE divided.in_parts
    UNION ALL
    SELECT cases, size, at, measure, year, member_id, record, value, is_sample, 'unknown'
    FROM divided
    WHERE NOT in_parts AND have >= size
),
complete_part AS (
    SELECT part.*, count(value) OVER (PARTITION BY cases, member_id, category) AS have_part
    FROM part
)"""

COMPLETE_BY_CATEGORY = f"""
WITH {{profile}}, {COMPLETE_PART}
SELECT part.cases, part.measure, part.year, part.category,
    sum(part.value) AS value,
    array_agg(part.member_id) AS givers,
    bool_or(part.is_sample) AS has_sample
FROM complete_part AS part
JOIN profile ON profile.member_id = part.member_id AND profile.at = part.at AND profile.year = part.at
WHERE part.have_part >= part.size AND profile.is_developing AND profile.is_member
GROUP BY part.cases, part.measure, part.year, part.category"""

COMPLETE_PARTS_BY_MEMBER = f"""
WITH {COMPLETE_PART}
SELECT measure, year, category, member_id, record, value, is_sample
FROM complete_part
WHERE have_part >= size
"""

FACTS_BY_MEMBER = f"SELECT fact.* FROM {FACT} WHERE fact.measure = ANY(%s)"


PLANNING = {"enable_nestloop": "off", "enable_sort": "off", "jit": "off", "work_mem": "'64MB'"}
"""The planner cannot know how many rows the parts of these statements have: it takes one for all, would go
through all members for each fact, and would sort facts by the text of their measure instead of hashing them.
Compiling a statement takes longer than running it."""


@contextmanager
def reading() -> Generator[None]:
    """Have statements planned as they need it, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in PLANNING.items()))
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in PLANNING))


def run(rows: Rows) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.parameters)
        return cursor.fetchall()


def group_of(grouped: int, category: str) -> tuple[str, str]:
    """The group of a row: `grouped` has a 0 bit in the place of the dimension that it is of."""
    return SPLIT_OF[grouped], category


LAST = len(CATEGORIES) - 1
SPLIT_OF = {2 ** len(CATEGORIES) - 1: "total"} | {
    2 ** len(CATEGORIES) - 1 - (1 << LAST - place): category for place, category in enumerate(CATEGORIES)
}
