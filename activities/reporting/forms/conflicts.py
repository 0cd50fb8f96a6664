"""Choosing between two texts of one section, field by field."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from activities.reporting.enums import Rating
from activities.reporting.models import ConflictCopy
from activities.reporting.question_types import type_of
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.answer_text import own_texts, render_answer
from activities.reporting.selectors.layout import SectionLayout
from kernel.diffs import Piece, whole_diff, word_diff
from kernel.fields import whole_or

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Field:
    """A field that reads differently in the two texts."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str
    can_be_both: bool = False

    @property
    def pieces(self) -> list[Piece]:
        compare = word_diff if self.can_be_both else whole_diff
        return compare(self.theirs, self.mine)


class ConflictForm:
    """What stands (theirs) and what was set aside (mine); unless chosen otherwise, mine is taken."""

    def __init__(
        self, section: SectionLayout, copy: ConflictCopy, posted: Mapping[str, str] | None = None
    ) -> None:
        self.section = section
        self.posted = posted or {}
        self.theirs = section.data
        self.mine = SectionData.from_json(copy.content)

    @property
    def version(self) -> int:
        """The version that the reader saw beside the own text."""
        return whole_or(self.posted.get("version", str(self.section.version)), 0)

    @cached_property
    def fields(self) -> list[Field]:
        return [field for field in self._fields() if field.mine != field.theirs]

    def merged(self) -> SectionData:
        """The content as chosen."""
        merged = self.theirs
        for field in self.fields:
            merged = self._with(merged, field)
        return merged.tidied()

    def _chosen(self, name: str) -> str:
        chosen = self.posted.get(name, MINE)
        return chosen if chosen in {MINE, THEIRS, BOTH} else MINE

    def _fields(self) -> Iterator[Field]:
        yield self._field("rating", _("How it went"), *(_rating(data) for data in (self.mine, self.theirs)))
        for name, label in own_texts().items():
            yield self._text(name, label, getattr(self.mine, name), getattr(self.theirs, name))
        names = {group.slug: group.name for group in self.section.target_groups}
        groups = [
            ", ".join(names.get(slug, slug) for slug in data.target_groups)
            for data in (self.mine, self.theirs)
        ]
        yield self._field("target_groups", _("Target groups"), *groups)
        for question in self.section.questions:
            mine, theirs = (self._answer(data, question.code) for data in (self.mine, self.theirs))
            make = self._text if type_of(question).is_free_text else self._field
            yield make(question.code, question.label, mine, theirs)

    def _field(self, name: str, label: str, mine: str, theirs: str) -> Field:
        return Field(name, label, mine, theirs, self._chosen(name))

    def _text(self, name: str, label: str, mine: str, theirs: str) -> Field:
        return Field(name, label, mine, theirs, self._chosen(name), can_be_both=bool(mine and theirs))

    def _answer(self, data: SectionData, code: str) -> str:
        """The answer to one question, its parts and reason included, on one line."""
        question = self.section.question(code)
        answers = data.of_question(code)
        parts = dict(self.section.parts_of(question)) if question else {}
        lines = [
            f"{parts[part]}: {text}" if part in parts else text
            for part, answer in answers.items()
            if (text := render_answer(question, answer, "", question.unit if question else "").text)
        ]
        return "; ".join(lines)

    def _with(self, data: SectionData, field: Field) -> SectionData:
        if field.chosen == THEIRS:
            return data
        if field.name in {"rating", *own_texts(), "target_groups"}:
            value = getattr(self.mine, field.name)
            if field.chosen == BOTH and field.can_be_both:
                value = f"{getattr(self.theirs, field.name)}\n\n{value}"
            return dataclasses.replace(data, **{field.name: value})
        answers = list(self.mine.of_question(field.name).values())
        if field.chosen == BOTH and field.can_be_both:
            both = f"{self.theirs.of_question(field.name)[''].text}\n\n{answers[0].text}"
            answers = [dataclasses.replace(answers[0], text=both)]
        return data.with_answers(field.name, answers)


def _rating(data: SectionData) -> str:
    return str(Rating(data.rating).label) if data.rating else ""
