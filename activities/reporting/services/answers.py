"""Saving a section: the one way in for pages, autosave, the API and spreadsheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.reporting.models import Answer, Report, Section
from activities.reporting.rules import EDIT_REPORT, FILL_REPORT
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import ReportLayout, SectionLayout
from activities.reporting.services.workflow import begin, lock, refuse_if_over
from activities.reporting.typed_answers import Problems, read_section
from activities.reporting.validation import completed_splits, problems_of
from kernel.access import require
from kernel.workflow import WorkflowError

if TYPE_CHECKING:
    from members.models import User


class UnknownSectionError(WorkflowError):
    """The report has no section of this key in its year."""


class InvalidSectionError(WorkflowError):
    """The content cannot be true; `problems` says why, by field."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(_("The section was not saved: some answers cannot be right."))
        self.problems = problems


class SectionConflictError(WorkflowError):
    """Somebody else has saved the section since it was read; nothing was overwritten."""

    def __init__(self, section: Section) -> None:
        super().__init__(
            _("%(name)s has saved this section meanwhile. Nothing was overwritten.")
            % {"name": section.saved_by}
        )
        self.section = section


@dataclass(frozen=True)
class Entry:
    """The content of a section, and the version that was read before: 0 where nothing was saved."""

    data: SectionData
    expected_version: int


@transaction.atomic
def save_section(
    *,
    report: Report,
    key: str,
    data: SectionData,
    expected_version: int,
    by: "User",
    window: str = "",
) -> Section:
    """Replaces the content of one section and makes an untouched report a draft.

    Saving the same again changes nothing, so that a lost answer can be asked for anew;
    `window` names the page that saves, whose own earlier save is no conflict.
    """
    entries = {key: Entry(data, expected_version)}
    outcome = save_sections(report=report, entries=entries, by=by, window=window)[key]
    if isinstance(outcome, WorkflowError):
        raise outcome
    return outcome


@transaction.atomic
def save_sections(
    *, report: Report, entries: Mapping[str, Entry], by: "User", window: str = ""
) -> dict[str, Section | WorkflowError]:
    """Saves each section that can be saved; what stood in the way of another is its outcome."""
    require(by, FILL_REPORT, report)
    locked = lock(report)
    refuse_if_over(locked)
    require(by, EDIT_REPORT, locked)
    layout = layout_of(locked, only=entries, bare=True)
    outcome: dict[str, Section | WorkflowError] = {}
    with pghistory.context(action="reporting.save_section", user=by.pk):
        for key, entry in entries.items():
            try:
                outcome[key] = _save(layout, key, entry, by, window)
            except WorkflowError as refused:
                outcome[key] = refused
    return outcome


def _save(layout: ReportLayout, key: str, entry: Entry, by: "User", window: str) -> Section:
    section = layout.section(key)
    if section is None:
        raise UnknownSectionError(_("There is no section “%(key)s” in this report.") % {"key": key})
    data, unreadable = read_section(section, entry.data)
    data = completed_splits(section, data)
    if section.stored and section.data == data and not unreadable:
        return section.stored
    _refuse_conflict(section, entry.expected_version, window)
    if problems := problems_of(section, data) | unreadable:
        raise InvalidSectionError(problems)
    if layout.report.is_open:
        begin(report=layout.report, by=by)
    if layout.report.is_nil:
        end_nil_return(layout.report)
    return _write(layout.report, section, data, by, window)


def _refuse_conflict(layout: SectionLayout, expected_version: int, window: str) -> None:
    section = layout.stored
    if section is None or section.version == expected_version:
        return
    if window and section.saved_from == window:
        return
    raise SectionConflictError(section)


def end_nil_return(report: Report) -> None:
    """Whoever fills in a section after a nil return has something to report after all."""
    report.is_nil, report.nil_statement = False, ""
    report.save(update_fields=["is_nil", "nil_statement"])


def _write(report: Report, layout: SectionLayout, data: SectionData, by: "User", window: str) -> Section:
    section = layout.stored or Section(report=report, activity=layout.activity, step=layout.step)
    section.rating, section.why_not_relevant = data.rating, data.why_not_relevant
    section.done, section.changed = data.done, data.changed
    section.version += 1
    section.saved_at, section.saved_by, section.saved_from = timezone.now(), by, window
    section.save()
    section.target_groups.set(group for group in layout.target_groups if group.slug in data.target_groups)
    _write_answers(section, layout, data.answers)
    return section


def _write_answers(section: Section, layout: SectionLayout, answers: Iterable[AnswerData]) -> None:
    """Writes what differs, so that the history tells of changes only.

    Answers to questions that are no longer asked stay: a changed plan destroys nothing.
    """
    questions = {question.code: question for question in layout.questions}
    asked = section.answers.filter(question__in=questions.values()).select_related("question")
    stored = {(answer.question.code, answer.part): answer for answer in asked}
    wanted = {(answer.question, answer.part): answer for answer in answers}
    gone = [answer.pk for place, answer in stored.items() if place not in wanted]
    section.answers.filter(pk__in=gone).delete()
    Answer.objects.bulk_create(
        _filled(Answer(section=section, question=questions[code], part=part), answer)
        for (code, part), answer in wanted.items()
        if (code, part) not in stored
    )
    changed = [
        _filled(stored[place], answer)
        for place, answer in wanted.items()
        if place in stored and _values(stored[place]) != _values(answer)
    ]
    Answer.objects.bulk_update(changed, ["number", "text", "absence", "reason"])


def _values(answer: Answer | AnswerData) -> tuple[object, ...]:
    return answer.number, answer.text, answer.absence, answer.reason


def _filled(answer: Answer, data: AnswerData) -> Answer:
    answer.number, answer.text, answer.absence, answer.reason = (
        data.number,
        data.text,
        data.absence,
        data.reason,
    )
    return answer
