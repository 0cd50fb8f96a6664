"""What a section says, as plain values: read from a form, the API or the database alike."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from activities.reporting.enums import IDLE, SILENT, Rating
from activities.reporting.models import Answer, Section
from kernel.numbers import plain


@dataclass(frozen=True, order=True)
class AnswerData:
    """A number, a text, or an absence; of the whole or of one part.

    The reason says why there is no value; beside a number of the whole, why that is right.
    """

    question: str
    part: str = ""
    number: Decimal | None = None
    text: str = ""
    absence: str = ""
    reason: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """What is stored."""
        values = answer.number, answer.text, answer.absence, answer.reason
        return cls(answer.question.code, answer.part, *values)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """The inverse of `as_json`; reads an answer of a signed version as well."""
        values = {field.name: content[field.name] for field in dataclasses.fields(cls)}
        number = None if content["number"] is None else Decimal(content["number"])
        return cls(**values | {"number": number})

    @property
    def has_value(self) -> bool:
        return self.number is not None or bool(self.text)

    @property
    def is_empty(self) -> bool:
        return not self.has_value and not self.absence

    def as_json(self) -> dict[str, Any]:
        number = None if self.number is None else plain(self.number)
        return dataclasses.asdict(self) | {"number": number}


@dataclass(frozen=True)
class SectionData:
    """The whole content of a section; saving it replaces what stood there."""

    rating: str = ""
    done: str = ""
    changed: str = ""
    target_groups: tuple[str, ...] = ()
    answers: tuple[AnswerData, ...] = ()
    why_not_relevant: str = ""

    @classmethod
    def of(cls, section: Section) -> Self:
        """What is stored; reads prefetched answers and target groups where there are any."""
        return cls(
            rating=section.rating,
            why_not_relevant=section.why_not_relevant,
            done=section.done,
            changed=section.changed,
            target_groups=tuple(group.slug for group in section.target_groups.all()),
            answers=tuple(AnswerData.of(answer) for answer in section.answers.all()),
        ).tidied()

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """The inverse of `as_json`."""
        answers = map(AnswerData.from_json, content["answers"])
        fields = content | {"answers": tuple(answers), "target_groups": tuple(content["target_groups"])}
        return cls(**fields)

    def as_json(self) -> dict[str, Any]:
        return {
            "rating": self.rating,
            "why_not_relevant": self.why_not_relevant,
            "done": self.done,
            "changed": self.changed,
            "target_groups": list(self.target_groups),
            "answers": [answer.as_json() for answer in self.answers],
        }

    def tidied(self) -> Self:
        """Trimmed, ordered and without empty answers, so that equal content compares equal."""
        answers = (_tidy_answer(answer) for answer in self.answers)
        return dataclasses.replace(
            self,
            why_not_relevant=tidy_text(self.why_not_relevant),
            done=tidy_text(self.done),
            changed=tidy_text(self.changed),
            target_groups=tuple(sorted(set(self.target_groups))),
            answers=tuple(sorted((answer for answer in answers if not answer.is_empty), key=_key)),
        )

    @property
    def is_empty(self) -> bool:
        return self == type(self)()

    @property
    def told(self) -> Self:
        """What counts under the rating; the rest is kept for its writer, should the rating change back."""
        why = self.why_not_relevant if self.rating == Rating.NOT_RELEVANT else ""
        if self.is_silent:
            return type(self)(rating=self.rating, why_not_relevant=why)
        return dataclasses.replace(self, why_not_relevant="")

    @property
    def is_idle(self) -> bool:
        """Whether nothing else is required under its rating."""
        return self.rating in IDLE

    @property
    def is_silent(self) -> bool:
        """Whether nothing else is asked under its rating."""
        return self.rating in SILENT

    @property
    def digest(self) -> str:
        """Tells whether a form still holds what it was filled with."""
        text = json.dumps(self.as_json(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def of_question(self, code: str) -> dict[str, AnswerData]:
        """The answers to one question by part; the whole under the empty string."""
        return {answer.part: answer for answer in self.answers if answer.question == code}

    def with_answers(self, code: str, answers: Iterable[AnswerData]) -> Self:
        """The same with other answers to one question."""
        others = tuple(answer for answer in self.answers if answer.question != code)
        return dataclasses.replace(self, answers=(*others, *answers)).tidied()


def tidy_text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _key(answer: AnswerData) -> tuple[str, str]:
    return answer.question, answer.part


def _tidy_answer(answer: AnswerData) -> AnswerData:
    return dataclasses.replace(
        answer,
        number=None if answer.number is None else Decimal(plain(answer.number)),
        text=tidy_text(answer.text),
        reason=tidy_text(answer.reason) if _may_say_why(answer) else "",
    )


def _may_say_why(answer: AnswerData) -> bool:
    """Where there is no value, and beside a number of the whole."""
    return bool(answer.absence) or (answer.number is not None and not answer.part)
