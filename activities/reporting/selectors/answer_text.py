"""A report's content in words, from the database or from a kept version alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.confirmations.selectors import Standing
from activities.enums import Sex
from activities.reporting.canonical import as_of_today, section_keys
from activities.reporting.enums import Absence, Rating, Step
from activities.reporting.models import ConflictCopy, Question, Version
from activities.reporting.question_types import type_of
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from kernel.numbers import exact
from kernel.units import unit_for
from outputs.models import TargetGroup

Content = dict[str, Any]


@dataclass(frozen=True)
class RenderedAnswer:
    """An answer in words; `missing` says why there is no value."""

    label: str
    value: str = ""
    unit: str = ""
    missing: str = ""
    reason: str = ""
    is_part: bool = False
    is_free: bool = False
    """Whether it is a text of one's own, which is compared word by word."""

    @property
    def is_missing(self) -> bool:
        return not self.value

    @property
    def words(self) -> str:
        """The value without its unit, or why there is none."""
        return self.value or self.missing

    @property
    def text(self) -> str:
        """On one line, for comparing."""
        words = f"{self.value} {self.unit}".strip() if self.value else self.missing
        return f"{words}: {self.reason}" if self.reason else words


@dataclass(frozen=True)
class ReadFile:
    """A file of evidence; `address` is where it is downloaded."""

    name: str
    size: int
    sha256: str
    address: str


@dataclass(frozen=True)
class ReadSection:
    """A section as it is read; empty where nothing was entered."""

    key: str
    title: str
    rating: str
    why_not_relevant: str
    done: str
    changed: str
    target_groups: list[str]
    answers: list[RenderedAnswer]
    evidence: list[ReadFile] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    """What the member said of each record when it signed."""
    counted: list[RenderedAnswer] = field(default_factory=list)
    """What its records gave then."""

    @property
    def anchor(self) -> str:
        return f"s{self.key}"

    @property
    def is_empty(self) -> bool:
        texts = self.rating, self.why_not_relevant, self.done, self.changed
        return not any((*texts, self.target_groups, self.answers, self.evidence, self.records, self.counted))


def read_section(section: SectionLayout) -> ReadSection:
    """A section as it stands."""
    data = section.data.told
    names = {group.slug: group.name for group in section.target_groups}
    return ReadSection(
        key=section.key,
        title=section.title,
        rating=_rating(data.rating),
        why_not_relevant=data.why_not_relevant,
        done=data.done,
        changed=data.changed,
        target_groups=[names.get(slug, slug) for slug in data.target_groups],
        answers=[] if data.is_empty else list(_rendered_answers(section, data, names)),
        evidence=[
            ReadFile(file.name, file.size, file.sha256, file.get_absolute_url()) for file in section.evidence
        ],
    )


def read_version(version: Version) -> list[ReadSection]:
    """The sections as they were signed: two queries, for kinds of questions and names of groups."""
    plan = version.report.round.plan_id
    questions = {question.code: question for question in Question.objects.filter(plan=plan)}
    names = dict(TargetGroup.objects.filter(plan=plan).values_list("slug", "name"))
    sections = version.content["sections"]
    keys = section_keys(version.content, version.activities)
    read = (
        _read_content(key, as_of_today(section), questions, names)
        for key, section in zip(keys, sections, strict=True)
    )
    return [
        replace(each, evidence=read_files(version, section.get("evidence", [])))
        for each, section in zip(read, sections, strict=True)
    ]


def copy_in_words(copy: ConflictCopy) -> list[RenderedAnswer]:
    """All that was entered in a text that was set aside."""
    data = SectionData.from_json(copy.content)
    questions = {one.code: one for one in Question.objects.filter(plan=copy.section.report.round.plan_id)}
    names = dict(TargetGroup.objects.values_list("slug", "name"))
    found = [
        RenderedAnswer(label, text) for name, label in own_texts().items() if (text := getattr(data, name))
    ]
    for answer in data.answers:
        question = questions.get(answer.question)
        label = question.label if question else answer.question
        part = part_label(answer.part, names) if answer.part else ""
        unit = question.unit if question else ""
        found.append(render_answer(question, answer, " · ".join(filter(None, [label, part])), unit))
    return found


def read_files(version: Version, files: list[Content]) -> list[ReadFile]:
    """Evidence as a version names it, found by its hash."""
    place = version.report_id, version.number
    return [
        ReadFile(**file, address=reverse("reporting:version_file", args=[*place, file["sha256"]]))
        for file in files
    ]


def render_answer(
    question: Question | None, answer: AnswerData, label: str, unit: str = ""
) -> RenderedAnswer:
    """One answer, or one part of it, in words; `unit` is that of its day where it is not the question's."""
    is_part = bool(answer.part)
    if answer.absence:
        absent = str(Absence(answer.absence).label)
        return RenderedAnswer(label, missing=absent, reason=answer.reason, is_part=is_part)
    kind = type_of(question)
    return RenderedAnswer(
        label,
        kind.show(question, answer),
        unit_for(answer.number, unit) if answer.number is not None and kind.has_unit else "",
        reason=answer.reason,
        is_part=is_part,
        is_free=kind.is_free_text,
    )


def not_reported(label: str = "", *, is_part: bool = False) -> RenderedAnswer:
    return RenderedAnswer(label, missing=_("not reported"), is_part=is_part)


def part_label(part: str, names: dict[str, str]) -> str:
    name = str(Sex(part).label) if part in Sex.values else names.get(part, part)
    return _("of whom %(part)s") % {"part": name}


def own_texts() -> dict[str, str]:
    """What the texts of an activity's section are called where they are read, in their order."""
    return {
        "why_not_relevant": _("Why it is not relevant"),
        "done": _("What was done"),
        "changed": _("What changed, and for whom"),
    }


def _rating(rating: str) -> str:
    return str(Rating(rating).label) if rating else ""


def _rendered_answers(
    section: SectionLayout, data: SectionData, names: dict[str, str]
) -> Iterator[RenderedAnswer]:
    if data.is_silent:
        return
    for question in section.questions:
        answers = data.of_question(question.code)
        if "" in answers or not answers:
            whole = answers.get("")
            yield (
                render_answer(question, whole, question.label, question.unit)
                if whole
                else not_reported(question.label)
            )
        for part, _name in section.parts_of(question):
            if part in answers:
                yield render_answer(question, answers[part], part_label(part, names), question.unit)


def _read_content(
    key: str, section: Content, questions: dict[str, Question], names: dict[str, str]
) -> ReadSection:
    return ReadSection(
        key=key,
        title=str(Step(key).label) if key in Step.values else section["title"],
        rating=_rating(section["rating"]),
        why_not_relevant=section["why_not_relevant"],
        done=section["done"],
        changed=section["changed"],
        target_groups=[group["name"] for group in section["target_groups"]],
        answers=[_read_answer(answer, questions, names) for answer in section["answers"]],
        records=[read_record(record) for record in section.get("records", [])],
        counted=[read_counted(figure) for figure in section.get("counted", [])],
    )


def read_counted(figure: Content) -> RenderedAnswer:
    if figure["number"] is None:
        return not_reported(figure["label"])
    number = Decimal(figure["number"])
    return RenderedAnswer(figure["label"], exact(number), unit_for(number, figure["unit"]))


def read_record(record: Content) -> str:
    words = _("%(register)s %(code)s, version %(version)s: %(said)s")
    return words % (record | {"said": Standing(record["said"]).label})


def _read_answer(answer: Content, questions: dict[str, Question], names: dict[str, str]) -> RenderedAnswer:
    question = questions.get(answer["question"])
    number = {"number": answer["number"]}
    values = {key: answer[key] for key in ("question", "part", "text", "absence", "reason")}
    data = SectionData.from_json({"answers": [values | number], "target_groups": []}).answers[0]
    label = part_label(data.part, names) if data.part else answer["label"]
    return render_answer(question, data, label, answer["unit"])
