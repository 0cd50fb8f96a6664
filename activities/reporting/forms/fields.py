"""The parts of a section's form, ready to be shown: typed text, choices, hints, problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from activities.reporting.canonical import plain_number
from activities.reporting.enums import Absence, QuestionKind, SplitBy
from activities.reporting.models import Question
from activities.reporting.section_data import AnswerData
from activities.reporting.selectors.answer_text import labels, said
from activities.reporting.selectors.layout import SectionLayout
from kernel.days import day_of

Typed = Mapping[str, str]
TYPED_NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.PERCENT, QuestionKind.MONEY)


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
        """The template's word for how it is answered."""
        if self.question.kind in TYPED_NUMBERS:
            return "split" if self.parts else "number"
        return {
            QuestionKind.RATING: "radio",
            QuestionKind.YES_NO: "radio",
            QuestionKind.CHOICE: "select",
            QuestionKind.DATE: "date",
            QuestionKind.TEXT: "text",
        }.get(QuestionKind(self.question.kind), "long")

    @cached_property
    def parts(self) -> list[PartField]:
        return [
            PartField(name := f"{self.name}.{code}", label, self.typed.get(name, ""))
            for code, label in self.section.parts_of(self.question)
        ]

    @property
    def is_wide(self) -> bool:
        """Whether it takes a row of its own: texts, and splits into many groups."""
        return self.widget in {"text", "long"} or (self.widget == "split" and not self.is_by_sex)

    @property
    def is_by_sex(self) -> bool:
        return self.question.split_by == SplitBy.SEX

    @property
    def choices(self) -> list[Choice]:
        return [Choice(value, label, value == self.value) for value, label in labels(self.question).items()]

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
        if year is None or self.widget in {"text", "long"} or not _asked_in(self.question, year):
            return ""
        answer = self.section.last.of_question(self.question.code).get("") if self.section.last else None
        return _("%(year)s: %(answer)s") % {"year": year, "answer": _last_said(self.question, answer)}

    @property
    def last_words(self) -> str:
        """What was written a year earlier, for questions that are answered in words."""
        if self.widget not in {"text", "long"} or not self.section.last:
            return ""
        answer = self.section.last.of_question(self.question.code).get("")
        return answer.text if answer else ""


def typed_answer(name: str, answer: AnswerData) -> dict[str, str]:
    """What the inputs of a stored answer hold."""
    if answer.absence:
        return {f"{name}:absence": answer.absence, f"{name}:reason": answer.reason}
    place = f"{name}.{answer.part}" if answer.part else name
    if answer.number is None:
        return {place: answer.text}
    number = number_format(plain_number(answer.number), use_l10n=True, force_grouping=False)
    return {place: number} | ({f"{name}:why": answer.reason} if answer.reason else {})


def _last_said(question: Question, answer: AnswerData | None) -> str:
    if answer is None:
        return _("not reported")
    return said(question, answer, "", "").value or str(Absence(answer.absence).label)


def _asked_in(question: Question, year: int) -> bool:
    return (question.valid_from_year or year) <= year <= (question.valid_to_year or year)
