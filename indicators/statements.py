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
    SELECT * FROM unnest(%(measures)s::text[], %(series)s::text[], %(counts)s::boolean[])
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
    sum(given.value) AS value,
    count(*) AS given,
    count(*) FILTER (WHERE place.is_member) AS of_members,
    count(*) FILTER (WHERE given.is_imputed) AS imputed
FROM given
JOIN place ON place.member_id = given.member_id
GROUP BY given.measure, place.split, place.grp
"""

STATISTICS_BY_MEMBER = f"""
WITH {PLACE}, {STATISTICS}
SELECT given.measure, given.member_id, given.value, given.is_imputed, given.source, place.is_member
FROM given
JOIN place ON place.member_id = given.member_id
"""

# A member's figure is its total; where only parts were entered, their sum if none of them is missing.
ANSWERS = """
answer AS (
    SELECT answer.question_id, report.member_id, report.id AS report_id, report.is_sample,
        answer.part, answer.number, answer.absence, answer.reason
    FROM reporting_report AS report
    JOIN reporting_section AS section ON section.report_id = report.id
    JOIN reporting_answer AS answer ON answer.section_id = section.id
    WHERE report.round_id = %(round)s
        AND report.state = 'accepted'
        AND answer.question_id = ANY(%(questions)s)
),
given AS (
    SELECT
        question_id,
        member_id,
        report_id,
        coalesce(
            max(number) FILTER (WHERE part = ''),
            CASE WHEN bool_and(number IS NOT NULL) THEN sum(number) END
        ) AS value,
        count(number) FILTER (WHERE part <> '') AS parts,
        max(absence) FILTER (WHERE number IS NULL) AS absence,
        max(reason) FILTER (WHERE number IS NULL) AS reason,
        bool_or(is_sample) AS is_sample
    FROM answer
    GROUP BY question_id, member_id, report_id
)"""

ANSWERS_BY_GROUP = f"""
WITH {PLACE}, {ANSWERS}
SELECT
    given.question_id,
    place.split,
    place.grp,
    sum(given.value) AS value,
    count(given.value) AS given,
    count(*) AS answered,
    bool_or(given.is_sample) FILTER (WHERE given.value IS NOT NULL) AS has_sample
FROM given
JOIN place ON place.member_id = given.member_id
GROUP BY given.question_id, place.split, place.grp
"""

# Who gave a total but no parts stands in the part `unknown`.
PARTS = f"""
{ANSWERS},
part AS (
    SELECT question_id, member_id, report_id, part AS grp, number AS value, absence, reason, is_sample
    FROM answer
    WHERE part <> ''
    UNION ALL
    SELECT question_id, member_id, report_id, %(unknown)s, value, '', '', is_sample
    FROM given
    WHERE parts = 0 AND value IS NOT NULL
)"""

ANSWERS_BY_PART = f"""
WITH {PARTS}
SELECT
    question_id,
    grp,
    sum(value) AS value,
    count(value) AS given,
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

REPORTS_BY_GROUP = f"""
WITH {PLACE}
SELECT
    place.split,
    place.grp,
    count(*) FILTER (WHERE report.state <> 'exempt') AS expected,
    count(*) FILTER (WHERE report.state IN ('submitted', 'in_review', 'accepted')) AS reported
FROM reporting_report AS report
JOIN place ON place.member_id = report.member_id
WHERE report.round_id = %(round)s
GROUP BY place.split, place.grp
"""
