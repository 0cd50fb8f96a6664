"""The parts of a section's form, ready to be shown: typed text, choices, hints, problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.reporting.enums import Absence, SplitBy
from activities.reporting.models import Question
from activities.reporting.section_data import AnswerData
from activities.reporting.selectors.answer_text import render_answer
from activities.reporting.selectors.layout import SectionLayout
from kernel.days import day_of

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class PartField:
    """The number of women, or of one target group."""

    name: str
    label: str
    value: str


class QuestionField:
    """One question with what was typed for it; names of inputs start with the section's anchor."""

    def __init__(
        self, section: SectionLayout, question: Question, typed: Typed, problem: str, jump: str = ""
    ) -> None:
        self.section = section
        self.question = question
        self.type = question.type
        self.typed = typed
        self.problem = problem
        self.jump = jump
        self.name = f"{section.anchor}-{question.code}"

    @property
    def value(self) -> str:
        return self.typed.get(self.name, "")

    @property
    def in_words(self) -> str:
        """A date as people write it, for beside the input, which shows it in the browser's own way."""
        day = day_of(self.value) if self.widget == "date" else None
        return date_format(day) if day else ""

    @property
    def widget(self) -> str:
        """The name of its template; a number may be asked for in parts."""
        return "split" if self.type.can_be_split and self.parts else self.type.widget

    @property
    def template(self) -> str:
        return f"reporting/widgets/{self.widget}.html"

    @property
    def is_group(self) -> bool:
        """Whether several inputs stand under one label."""
        return self.widget in {"radio", "split"}

    @property
    def asks_for_figure(self) -> bool:
        return self.type.is_numeric and not self.type.is_chosen

    @cached_property
    def parts(self) -> list[PartField]:
        return [
            PartField(name := f"{self.name}.{code}", label, self.typed.get(name, ""))
            for code, label in self.section.parts_of(self.question)
        ]

    @property
    def is_wide(self) -> bool:
        """Whether it takes a row of its own: texts, and splits into many groups."""
        return self.type.is_free_text or (self.widget == "split" and not self.is_by_sex)

    @property
    def is_by_sex(self) -> bool:
        return self.question.split_by == SplitBy.SEX

    @property
    def choices(self) -> list[Choice]:
        return [
            Choice(value, label, value == self.value)
            for value, label in self.type.choices(self.question).items()
        ]

    @property
    def absence(self) -> str:
        return self.typed.get(f"{self.name}:absence", "")

    @property
    def reason(self) -> str:
        return self.typed.get(f"{self.name}:reason", "")

    @property
    def why(self) -> str:
        """Why a figure far from last year's is right."""
        return self.typed.get(f"{self.name}:why", "")

    @property
    def absences(self) -> list[Choice]:
        return [Choice(str(value), str(label), value == self.absence) for value, label in Absence.choices]

    @property
    def last_year(self) -> str:
        """`2012: 6`, or why there is nothing; empty where it was not asked, or answered in words."""
        year = self.section.last_year
        if year is None or self.type.is_free_text or not _asked_in(self.question, year):
            return ""
        answer = self.section.last.of_question(self.question.code).get("") if self.section.last else None
        return _("%(year)s: %(answer)s") % {"year": year, "answer": _last_said(self.question, answer)}

    @property
    def last_words(self) -> str:
        """What was written a year earlier, for questions that are answered in words."""
        if not self.type.is_free_text or not self.section.last:
            return ""
        answer = self.section.last.of_question(self.question.code).get("")
        return answer.text if answer else ""


def typed_answer(name: str, question: Question, answer: AnswerData) -> dict[str, str]:
    """What the inputs of a stored answer hold."""
    if answer.absence:
        return {f"{name}:absence": answer.absence, f"{name}:reason": answer.reason}
    place = f"{name}.{answer.part}" if answer.part else name
    typed = {place: question.type.typed(answer)}
    return typed | ({f"{name}:why": answer.reason} if answer.reason else {})


def _last_said(question: Question, answer: AnswerData | None) -> str:
    if answer is None:
        return _("not reported")
    return render_answer(question, answer, "").words


def _asked_in(question: Question, year: int) -> bool:
    return (question.valid_from_year or year) <= year <= (question.valid_to_year or year)
