"""The answers of a section as rows of a table: figures by year, texts by version."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from activities.enums import Sex
from activities.reporting.enums import IDLE, Absence, Rating, SplitBy, Step
from activities.reporting.models import Question
from activities.reporting.question_types import type_of
from activities.reporting.section_data import AnswerData
from activities.reporting.selectors.anomalies import is_jump
from activities.reporting.selectors.answer_text import RenderedAnswer, not_reported, own_texts, render_answer
from kernel.diffs import Piece, word_diff

Content = dict[str, Any]
History = dict[tuple[int, str, str], AnswerData]


ASKED_UNDER: dict[str, tuple[str, ...]] = {
    Rating.NOT_RELEVANT: ("why_not_relevant",),
    Rating.NOT_WANTED: (),
    **dict.fromkeys((Rating.REACHED, Rating.PARTLY, Rating.NOT_REACHED), ("changed",)),
}
"""The section's own texts that are asked for under a rating; under others what was done and what changed."""


@dataclass(frozen=True)
class FigureRow:
    """A question, or one part of it, over the years; the last cell is this year's."""

    code: str
    label: str
    unit: str
    is_part: bool
    years: list[int]
    cells: list[RenderedAnswer]
    was: RenderedAnswer | None
    """What the version before said, where this one says something else."""
    is_jump: bool
    lacks_answer: bool

    @property
    def now(self) -> RenderedAnswer:
        return self.cells[-1]

    @property
    def by_year(self) -> list[tuple[int, RenderedAnswer]]:
        return list(zip(self.years, self.cells, strict=True))


@dataclass(frozen=True)
class TextRow:
    """A text, with what the version before said where that differs."""

    title: str
    text: str
    absence: str = ""
    reason: str = ""
    was: str | None = None
    pieces: tuple[Piece, ...] = ()


def figure_rows(
    questions: list[Question], now: Content, before: Content | None, history: History, years: list[int]
) -> Iterator[FigureRow]:
    """A row for each question that is no free text, and below it one for each part."""
    cells, cells_before = _cells(now), _cells(before)
    for question in questions:
        if type_of(question).is_free_text:
            continue
        for part, label in _parts(question, cells, now):
            values = [history.get((year, question.code, part)) for year in years[:-1]]
            this = cells.get((question.code, part))
            last = values[-1]
            yield FigureRow(
                code=question.code,
                label=label,
                unit=question.unit if type_of(question).has_unit else "",
                is_part=bool(part),
                years=years,
                cells=[_rendered(question, cell) for cell in (*values, this)],
                was=_was(question, part, this, cells_before) if before is not None else None,
                is_jump=_is_jump(question, last, this),
                lacks_answer=question.required
                and not part
                and this is None
                and (now or {}).get("rating") not in IDLE,
            )


def text_rows(questions: list[Question], now: Content, before: Content | None) -> Iterator[TextRow]:
    """The section's own texts, and the answers in words."""
    cells, cells_before = _cells(now), _cells(before)
    if now:
        yield from _own_text_rows(now, before)
    for question in questions:
        if type_of(question).is_free_text:
            cell = cells.get((question.code, "")) or AnswerData(question.code)
            last = cells_before.get((question.code, "")) or AnswerData(question.code)
            row = _text(question.label, cell.text, last.text if before is not None else None)
            yield TextRow(row.title, row.text, _absence_label(cell), cell.reason, row.was, row.pieces)


def _own_text_rows(now: Content, before: Content | None) -> Iterator[TextRow]:
    """Those that are asked for under the rating, and any other that is said or was."""
    rating = now["rating"]
    for name, label in own_texts().items():
        text, last = now[name], before[name] if before else None
        is_asked = now["key"] not in Step.values and name in ASKED_UNDER.get(rating, ("done", "changed"))
        if text or last or is_asked:
            yield _text(label, text, last)


def _rendered(question: Question, answer: AnswerData | None) -> RenderedAnswer:
    return render_answer(question, answer, question.label) if answer else not_reported(question.label)


def _cells(content: Content | None) -> dict[tuple[str, str], AnswerData]:
    answers = (content or {}).get("answers", [])
    return {(answer["question"], answer["part"]): AnswerData.from_json(answer) for answer in answers}


def _parts(
    question: Question, cells: dict[tuple[str, str], AnswerData], now: Content
) -> Iterator[tuple[str, str]]:
    """The whole, then the parts by which the question is split, or that were answered."""
    yield "", question.label
    given = [part for code, part in cells if code == question.code and part]
    if question.split_by == SplitBy.SEX:
        yield from ((sex.value, _("of whom %(sex)s") % {"sex": sex.label}) for sex in Sex)
        return
    names = {group["group"]: group["name"] for group in now.get("target_groups", [])}
    yield from ((part, names.get(part, part)) for part in given)


def _was(
    question: Question, part: str, this: AnswerData | None, before: dict[tuple[str, str], AnswerData]
) -> RenderedAnswer | None:
    last, now = _rendered(question, before.get((question.code, part))), _rendered(question, this)
    return None if (last.words, last.is_missing) == (now.words, now.is_missing) else last


def _is_jump(question: Question, last: AnswerData | None, this: AnswerData | None) -> bool:
    return bool(last and this and is_jump(question, last.number, this.number))


def _text(title: str, text: str, before: str | None) -> TextRow:
    if before is None or before == text:
        return TextRow(title, text)
    return TextRow(title, text, was=before, pieces=tuple(word_diff(before, text)))


def _absence_label(answer: AnswerData) -> str:
    return str(Absence(answer.absence).label) if answer.absence else ""
