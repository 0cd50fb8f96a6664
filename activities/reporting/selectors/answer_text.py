"""A report's content in words, from the database or from a kept version alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.reporting.canonical import as_of_today, plain_number, section_keys
from activities.reporting.enums import Absence, QuestionKind, Rating, Sex, Step
from activities.reporting.models import ConflictCopy, Question, Version
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from kernel.days import day_of
from kernel.numbers import exact
from kernel.units import unit_for
from outputs.models import TargetGroup

Content = dict[str, Any]


@dataclass(frozen=True)
class Said:
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
    answers: list[Said]
    evidence: list[ReadFile] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"s{self.key}"

    @property
    def is_empty(self) -> bool:
        texts = self.rating, self.why_not_relevant, self.done, self.changed
        return not any((*texts, self.target_groups, self.answers, self.evidence))


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
        answers=[] if data.is_empty else list(_said_of(section, data, names)),
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


def copy_in_words(copy: ConflictCopy) -> list[Said]:
    """All that was entered in a text that was set aside."""
    data = SectionData.from_json(copy.content)
    questions = {one.code: one for one in Question.objects.filter(plan=copy.section.report.round.plan_id)}
    names = dict(TargetGroup.objects.values_list("slug", "name"))
    found = [Said(label, text) for name, label in own_texts().items() if (text := getattr(data, name))]
    for answer in data.answers:
        question = questions.get(answer.question)
        label = question.label if question else answer.question
        part = part_label(answer.part, names) if answer.part else ""
        unit = _unit(question) if question else ""
        found.append(said(question, answer, " · ".join(filter(None, [label, part])), unit))
    return found


def read_files(version: Version, files: list[Content]) -> list[ReadFile]:
    """Evidence as a version names it, found by its hash."""
    place = version.report_id, version.number
    return [
        ReadFile(**file, address=reverse("reporting:version_file", args=[*place, file["sha256"]]))
        for file in files
    ]


def said(question: Question | None, answer: AnswerData, label: str, unit: str) -> Said:
    """One answer, or one part of it, in words."""
    is_part = bool(answer.part)
    if answer.absence:
        return Said(label, missing=str(Absence(answer.absence).label), reason=answer.reason, is_part=is_part)
    words = unit_for(answer.number, unit) if answer.number is not None else ""
    is_free = question is not None and question.kind in FREE
    return Said(
        label, shown_value(question, answer), words, reason=answer.reason, is_part=is_part, is_free=is_free
    )


def shown_value(question: Question | None, answer: AnswerData) -> str:
    if answer.number is not None and question and question.kind in LABELLED:
        return labels(question).get(plain_number(answer.number), exact(answer.number))
    if answer.number is not None:
        return exact(answer.number)
    if question and question.kind == QuestionKind.DATE and (day := day_of(answer.text)):
        return date_format(day)
    return labels(question).get(answer.text, answer.text) if question else answer.text


FREE = (QuestionKind.TEXT, QuestionKind.LONG_TEXT)
LABELLED = (QuestionKind.YES_NO, QuestionKind.RATING)
BEST_RATING = 5


def labels(question: Question) -> dict[str, str]:
    """The answers to choose from, by value."""
    if question.kind == QuestionKind.YES_NO:
        return {"1": _("Yes"), "0": _("No")}
    if question.kind == QuestionKind.RATING:
        return {str(step): str(step) for step in range(1, BEST_RATING + 1)}
    return {choice["value"]: choice["label"] for choice in question.choices}


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


def _unit(question: Question) -> str:
    return "" if question.kind in LABELLED else question.unit


def _said_of(section: SectionLayout, data: SectionData, names: dict[str, str]) -> Iterator[Said]:
    if data.rating == Rating.NOT_RELEVANT:
        return
    for question in section.questions:
        answers = data.of_question(question.code)
        if "" in answers or not answers:
            whole = answers.get("")
            yield (
                said(question, whole, question.label, _unit(question))
                if whole
                else Said(question.label, missing=_("not reported"))
            )
        for part, _name in section.parts_of(question):
            if part in answers:
                yield said(question, answers[part], part_label(part, names), _unit(question))


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
    )


def _read_answer(answer: Content, questions: dict[str, Question], names: dict[str, str]) -> Said:
    question = questions.get(answer["question"])
    number = {"number": answer["number"]}
    values = {key: answer[key] for key in ("question", "part", "text", "absence", "reason")}
    data = SectionData.from_json({"answers": [values | number], "target_groups": []}).answers[0]
    label = part_label(data.part, names) if data.part else answer["label"]
    unit = "" if question and question.kind in LABELLED else answer["unit"]
    return said(question, data, label, unit)
