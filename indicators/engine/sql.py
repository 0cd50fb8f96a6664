"""The SQL of the engine: what each source gives per measure and member, and its sums by group.

Parameters are lists side by side, which `unnest` turns into tables.
"""

# ruff: noqa: S608 - the parts are fixed texts of this file

PLACE = """
place AS (
    SELECT * FROM unnest(
        %(members)s::bigint[], %(are_members)s::boolean[], %(splits)s::text[], %(groups)s::text[]
    ) AS place (member_id, is_member, split, grp)
)"""

STATISTICS = """
wanted AS (
    SELECT *, count(*) OVER (PARTITION BY measure) AS of_series
    FROM unnest(%(measures)s::text[], %(series)s::text[], %(counts)s::boolean[])
        AS wanted (measure, series, counts)
),
given AS (
    SELECT
        wanted.measure,
        statistic.member_id,
        CASE
            WHEN bool_or(wanted.counts) THEN (sum(statistic.value) >= 1)::int
            ELSE sum(statistic.value)
        END AS value,
        count(*) < max(wanted.of_series) AS is_partial,
        coalesce(bool_or(statistic.imputed_share > 0.5), false) AS is_imputed,
        string_agg(DISTINCT statistic.source, '; ') AS source
    FROM committees_statistic AS statistic
    JOIN wanted ON wanted.series = statistic.series
    WHERE statistic.year = %(year)s
    GROUP BY wanted.measure, statistic.member_id
)"""

STATISTICS_BY_GROUP = f"""
WITH {PLACE}, {STATISTICS}
SELECT
    given.measure,
    place.split,
    place.grp,
    sum(given.value) FILTER (WHERE place.is_member) AS value,
    count(*) FILTER (WHERE place.is_member) AS given,
    count(*) FILTER (WHERE place.is_member AND given.is_partial) AS in_part,
    count(*) FILTER (WHERE NOT place.is_member) AS others,
    count(*) FILTER (WHERE place.is_member AND given.is_imputed) AS imputed
FROM given
JOIN place ON place.member_id = given.member_id
GROUP BY given.measure, place.split, place.grp
"""

STATISTICS_BY_MEMBER = f"""
WITH {PLACE}, {STATISTICS}
SELECT
    given.measure, given.member_id, given.value, given.is_partial, given.is_imputed, given.source,
    place.is_member
FROM given
JOIN place ON place.member_id = given.member_id
"""

# A member's figure is its total; where only parts were entered, their sum if none of them is missing.
# What stands in a section called not relevant, or in a nil report, is kept for its writer and not said.
# The mean of parts is nobody's guess: of how many each part tells is not known.
ANSWERS = """
answer AS (
    SELECT answer.question_id, report.round_id, report.member_id, report.id AS report_id, report.is_sample,
        answer.part, answer.number, answer.absence, answer.reason, question.aggregation
    FROM reporting_report AS report
    JOIN reporting_section AS section ON section.report_id = report.id
    JOIN reporting_answer AS answer ON answer.section_id = section.id
    JOIN reporting_question AS question ON question.id = answer.question_id
    WHERE report.round_id = ANY(%(rounds)s)
        AND report.state = 'accepted'
        AND NOT report.is_nil
        AND section.rating <> 'not_relevant'
        AND report.member_id = ANY(%(counted)s)
        AND answer.question_id = ANY(%(questions)s)
),
given AS (
    SELECT
        question_id,
        round_id,
        member_id,
        report_id,
        coalesce(
            max(number) FILTER (WHERE part = ''),
            CASE WHEN bool_and(number IS NOT NULL AND aggregation <> 'mean') THEN sum(number) END
        ) AS value,
        count(number) FILTER (WHERE part <> '') AS parts,
        coalesce(sum(number) FILTER (WHERE part <> ''), 0) AS of_parts,
        max(absence) FILTER (WHERE number IS NULL) AS absence,
        max(reason) FILTER (WHERE number IS NULL) AS reason,
        bool_or(is_sample) AS is_sample
    FROM answer
    GROUP BY question_id, round_id, member_id, report_id
)"""

ANSWERS_BY_GROUP = f"""
WITH {PLACE}, {ANSWERS}
SELECT
    given.question_id,
    place.split,
    place.grp,
    sum(given.value) AS value,
    array_agg(given.member_id ORDER BY given.member_id) FILTER (WHERE given.value IS NOT NULL) AS givers,
    bool_or(given.is_sample) FILTER (WHERE given.value IS NOT NULL) AS has_sample
FROM given
JOIN place ON place.member_id = given.member_id
GROUP BY given.question_id, place.split, place.grp
"""

# What a member's parts leave of its total stands in the part `unknown`: all of it where it gave no parts.
PARTS = f"""
{ANSWERS},
part AS (
    SELECT question_id, member_id, report_id, part AS grp, number AS value, absence, reason, is_sample
    FROM answer
    WHERE part <> ''
    UNION ALL
    SELECT question_id, member_id, report_id, %(unknown)s, value - of_parts, '', '', is_sample
    FROM given
    WHERE parts = 0 AND value IS NOT NULL OR value > of_parts
)"""

ANSWERS_BY_PART = f"""
WITH {PARTS}
SELECT
    question_id,
    grp,
    sum(value) AS value,
    array_agg(member_id ORDER BY member_id) FILTER (WHERE value IS NOT NULL) AS givers,
    bool_or(is_sample) FILTER (WHERE value IS NOT NULL) AS has_sample
FROM part
GROUP BY question_id, grp
"""

ANSWERS_BY_MEMBER = f"""
WITH {ANSWERS}
SELECT question_id, member_id, report_id, value, absence, reason, is_sample
FROM given
"""

PARTS_BY_MEMBER = f"""
WITH {PARTS}
SELECT question_id, grp, member_id, report_id, value, absence, reason, is_sample
FROM part
"""

# Of answers that count together, a member counts that gave a value for each of the `size` of them.
# `have >= size` and not `=`, which makes the planner expect a single row, and loop over all places for each.
PAIRED = f"""
{ANSWERS},
wanted AS (
    SELECT * FROM unnest(
        %(pairs)s::int[], %(sizes)s::int[], %(pair_rounds)s::bigint[], %(pair_questions)s::bigint[]
    ) AS wanted (pair, size, round_id, question_id)
),
paired AS (
    SELECT
        wanted.pair,
        wanted.size,
        given.*,
        count(given.value) OVER together AS have,
        bool_and(given.parts > 0) OVER together AS in_parts
    FROM given
    JOIN wanted ON wanted.round_id = given.round_id AND wanted.question_id = given.question_id
    WINDOW together AS (PARTITION BY wanted.pair, given.member_id)
)"""

PAIRS_BY_GROUP = f"""
WITH {PLACE}, {PAIRED}
SELECT
    paired.pair,
    paired.round_id,
    paired.question_id,
    place.split,
    place.grp,
    sum(paired.value) AS value,
    array_agg(paired.member_id ORDER BY paired.member_id) AS givers,
    bool_or(paired.is_sample) AS has_sample
FROM paired
JOIN place ON place.member_id = paired.member_id
WHERE paired.have >= paired.size
GROUP BY paired.pair, paired.round_id, paired.question_id, place.split, place.grp
"""

PAIRS_BY_MEMBER = f"""
WITH {PAIRED}
SELECT round_id, question_id, member_id, report_id, value, is_sample
FROM paired
WHERE have >= size
"""

# Who gave one of the answers without parts stands with all of them in the part `unknown`.
PAIRED_PARTS = f"""
{PAIRED},
part AS (
    SELECT paired.pair, paired.size, paired.round_id, paired.question_id, paired.member_id, paired.report_id,
        answer.part AS grp, answer.number AS value, paired.is_sample
    FROM paired
    JOIN answer ON answer.report_id = paired.report_id AND answer.question_id = paired.question_id
    WHERE paired.in_parts AND answer.part <> ''
    UNION ALL
    SELECT pair, size, round_id, question_id, member_id, report_id, %(unknown)s, value, is_sample
    FROM paired
    WHERE NOT in_parts AND have >= size
),
paired_part AS (
    SELECT part.*, count(value) OVER (PARTITION BY pair, member_id, grp) AS have
    FROM part
)"""

PAIRS_BY_PART = f"""
WITH {PAIRED_PARTS}
SELECT
    pair,
    round_id,
    question_id,
    grp,
    sum(value) AS value,
    array_agg(member_id ORDER BY member_id) AS givers,
    bool_or(is_sample) AS has_sample
FROM paired_part
WHERE have >= size
GROUP BY pair, round_id, question_id, grp
"""

PAIR_PARTS_BY_MEMBER = f"""
WITH {PAIRED_PARTS}
SELECT round_id, question_id, grp, member_id, report_id, value, is_sample
FROM paired_part
WHERE have >= size
"""

REPORTS_BY_GROUP = f"""
WITH {PLACE}
SELECT
    place.split,
    place.grp,
    count(*) FILTER (WHERE report.state <> 'exempt') AS expected,
    count(*) FILTER (WHERE report.state IN ('submitted', 'in_review', 'accepted')) AS reported,
    count(*) FILTER (WHERE report.state = 'accepted') AS accepted
FROM reporting_report AS report
JOIN place ON place.member_id = report.member_id
WHERE report.round_id = %(round)s
GROUP BY place.split, place.grp
"""
