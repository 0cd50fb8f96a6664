"""The content of a report as it is signed, in one canonical form.

The form holds words beside codes, so that a version can be read and compared after
the plan has changed.  Its SHA-256 is that of the UTF-8 JSON with sorted keys and no spaces.
"""

import hashlib
import json
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import override

from activities.models import Activity
from activities.reporting.enums import SILENT, Rating, Step
from activities.reporting.models import Answer, Evidence, Question, Report, Section
from activities.reporting.models.places import key_of
from activities.reporting.recorded import (
    Figure,
    counted_as_signed,
    figures_by_section,
    items_by_activity,
    said_by_section,
)
from kernel.numbers import plain

FORMAT = 2
"""Since the second, sections tell what is on record: `records`, and the figures `counted` from them."""
LANGUAGE = "en"
"""The hash of a report must not depend on the reader's language."""


def canonical_content(report: Report) -> dict[str, Any]:
    """Everything that the member states in `report`; the same queries, however long it is."""
    with override(LANGUAGE):
        return _content(report)


def _content(report: Report) -> dict[str, Any]:
    sections = _saved_sections(report)
    items = items_by_activity(report)
    said = said_by_section(report, items)
    figures = figures_by_section(report, {section.key: section.activity for section in sections})
    records = {record["code"]: record for section in said.values() for record in section}
    of_nil = {"records": [records[code] for code in sorted(records)]} if report.is_nil and records else {}
    return {
        "format": FORMAT,
        "plan": report.round.plan.code,
        "year": report.round.year,
        "member": report.member.iso2,
        "nil": report.is_nil,
        "nil_statement": report.nil_statement if report.is_nil else "",
        "sections": [
            _section(section, said.get(section.key, []), figures[section.key]) for section in sections
        ],
        **of_nil,
    }


def activities_in(report: Report) -> dict[str, int]:
    """Which activity the content means by each code today; kept beside what is signed."""
    sections = report.sections.exclude(activity=None).order_by()
    return dict(sections.values_list("activity__code", "activity"))


def section_keys(content: dict[str, Any], activities: dict[str, int]) -> list[str]:
    """The key of each section of `content`, which names activities by the codes of its day."""
    codes = (section["key"] for section in content["sections"])
    return [key_of(activities[code], "") if code in activities else code for code in codes]


def as_of_today(section: dict[str, Any]) -> dict[str, Any]:
    """A signed section for reading: once `done` also held why something is not relevant."""
    if "why_not_relevant" in section:
        return section
    is_relevant = section["rating"] != Rating.NOT_RELEVANT
    texts = ("", section["done"]) if is_relevant else (section["done"], "")
    return section | dict(zip(("why_not_relevant", "done"), texts, strict=True))


def canonical_json(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _saved_sections(report: Report) -> list[Section]:
    """The sections with content in the order of the form, as far as the plan has them in that year."""
    year = report.round.year
    filled = Q(version__gt=0) | Exists(Evidence.objects.filter(section=OuterRef("pk")))
    asked = Q(activity=None) | Q(activity__in=Activity.objects.in_year(year))
    answers = Answer.objects.filter(question__in=Question.objects.in_year(year)).select_related("question")
    sections = (
        report.sections.filter(asked, filled)
        .select_related("activity__output")
        .prefetch_related(
            "target_groups",
            Prefetch("answers", answers.order_by("question__position", "question__code", "part")),
            Prefetch("evidence", Evidence.objects.order_by("name", "key")),
        )
    )
    return sorted(sections, key=_place)


def _place(section: Section) -> tuple[int, int, int]:
    if section.activity is None:
        return (0, 0, 0) if section.step == Step.DETAILS else (2, 0, 0)
    return (1, section.activity.output.number, section.activity.number)


def _section(section: Section, records: list[dict[str, Any]], figures: list[Figure]) -> dict[str, Any]:
    is_relevant = section.rating not in SILENT
    groups = sorted(section.target_groups.all(), key=lambda group: group.slug) if is_relevant else []
    return {
        "key": section.activity.code if section.activity else section.step,
        "title": str(section.activity) if section.activity else str(Step(section.step).label),
        "rating": section.rating,
        "why_not_relevant": section.why_not_relevant if section.rating == Rating.NOT_RELEVANT else "",
        "done": section.done if is_relevant else "",
        "changed": section.changed if is_relevant else "",
        "target_groups": [{"group": group.slug, "name": group.name} for group in groups],
        "answers": [_answer(answer) for answer in section.answers.all()] if is_relevant else [],
        "evidence": [
            {"name": evidence.name, "size": evidence.size, "sha256": evidence.sha256}
            for evidence in section.evidence.all()
        ],
        **({"records": records} if records else {}),
        **({"counted": counted} if (counted := list(map(counted_as_signed, figures))) else {}),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question.code,
        "label": answer.question.label,
        "unit": answer.question.unit,
        "part": answer.part,
        "number": None if answer.number is None else plain(answer.number),
        "text": answer.text,
        "absence": answer.absence,
        "reason": answer.reason,
    }
