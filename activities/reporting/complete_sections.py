"""Which sections of a report are complete, without laying out those that have not changed.

Whether a section is complete follows from what it says and what the plan asks.  It is remembered in the
cache under both: its version, and a digest of the plan's questions, activities and target groups.  So
nothing that is remembered can be out of date, and what was forgotten is looked at again.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.cache import cache
from django.db import connection

from activities.reporting.completeness import is_complete
from activities.reporting.models import Section
from activities.reporting.models.places import key_of
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import ReportLayout

DAY = 24 * 60 * 60
DIGEST = """
SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
    SELECT 'q' || question::text AS line FROM reporting_question question WHERE plan_id = %(plan)s
    UNION ALL
    SELECT 'a' || activity::text FROM activities_activity activity
        JOIN outputs_output output ON output.id = activity.output_id WHERE output.plan_id = %(plan)s
    UNION ALL
    SELECT 'g' || target_group::text FROM outputs_targetgroup target_group WHERE plan_id = %(plan)s
    UNION ALL
    SELECT 'ag' || link::text FROM activities_activity_target_groups link
        JOIN outputs_targetgroup target_group ON target_group.id = targetgroup_id
        WHERE plan_id = %(plan)s
    UNION ALL
    SELECT 'og' || link::text FROM outputs_output_target_groups link
        JOIN outputs_targetgroup target_group ON target_group.id = targetgroup_id
        WHERE plan_id = %(plan)s
) lines
"""
Stamp = Sequence[Any]
"""A section's primary key, its version, and when it was saved; of one that was never saved nothing."""

NEVER_SAVED: Stamp = (None, 0, None)


def complete_sections(layout: ReportLayout) -> frozenset[str]:
    """The keys of all complete sections of the report, of those that are not laid out as well."""
    complete = {key for key, section in layout.sections.items() if is_complete(section)}
    others = [key for key in layout.keys if key not in layout.sections]
    return frozenset(complete | _remembered(layout, others))


def _remembered(layout: ReportLayout, keys: Collection[str]) -> set[str]:
    """Two queries and a look into the cache; what is not there is laid out, and remembered."""
    if not keys:
        return set()
    digest, stamps = _digest(layout.report.round.plan_id), _stamps(layout)
    names = {key: _name(layout, digest, key, stamps.get(key, NEVER_SAVED)) for key in keys}
    known = cache.get_many(names.values())
    complete = {key for key in keys if known.get(names[key])}
    unknown = [key for key in keys if names[key] not in known]
    return complete | _judged(layout, digest, unknown) if unknown else complete


def _judged(layout: ReportLayout, digest: str, keys: Collection[str]) -> set[str]:
    """Lays the sections out, and remembers them as what was read of them."""
    sections = layout_of(layout.report, only=keys, bare=True).sections
    judged = {key: is_complete(section) for key, section in sections.items()}
    stamps = {key: _stamp(section.stored) for key, section in sections.items()}
    names = {key: _name(layout, digest, key, stamps[key]) for key in judged}
    cache.set_many({names[key]: complete for key, complete in judged.items()}, DAY)
    return {key for key, complete in judged.items() if complete}


def _name(layout: ReportLayout, digest: str, key: str, stamp: Stamp) -> str:
    pk, version, saved_at = stamp
    saved = saved_at.isoformat() if saved_at else ""
    return f"complete:{digest}:{layout.report.round.year}:{key}:{pk}:{version}:{saved}"


def _stamp(section: Section | None) -> Stamp:
    return (section.pk, section.version, section.saved_at) if section else NEVER_SAVED


def _stamps(layout: ReportLayout) -> dict[str, Stamp]:
    rows = layout.report.sections.order_by().values_list("activity", "step", "pk", "version", "saved_at")
    return {key_of(activity, step): stamp for activity, step, *stamp in rows}


def _digest(plan: int) -> str:
    """Of all that the plan asks and of whom; it differs as soon as a column of any of it does."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, {"plan": plan})
        return str(cursor.fetchone()[0])
