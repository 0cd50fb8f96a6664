"""Questions that are answered by choosing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.reporting.enums import AGGREGATIONS
from activities.reporting.question_types.base import (
    AS_TYPED,
    AnswerRule,
    HasValue,
    Notation,
    QuestionType,
    Value,
)
from activities.reporting.question_types.registry import register
from kernel.fields import shortened
from kernel.measures import Aggregation
from kernel.numbers import exact, plain
from kernel.typed import NotReadableError, read_number, read_yes_no

if TYPE_CHECKING:
    from activities.reporting.models import Question

STEPS = range(1, 6)
LEAST_STEPS = 2
"""By so many steps a rating must move to be noticed."""


class Chosen(QuestionType):
    """One of a few answers, each with its label."""

    is_chosen = True
    has_unit = False

    def show(self, question: "Question | None", value: HasValue) -> str:
        code = value.text if value.number is None else plain(value.number)
        labels = self.choices(question) if question else {}
        return labels.get(code) or super().show(question, value)

    def typed(self, value: HasValue) -> str:
        return value.text if value.number is None else plain(value.number)

    def rule(self, question: "Question") -> AnswerRule:
        return AnswerRule(str(self.label), allowed=tuple(self.choices(question).items()))


@register
class FivePointRating(Chosen):
    kind = "rating"
    label = gettext_lazy("rating from 1 to 5")
    widget = "radio"
    example = "4"
    is_numeric = True
    aggregations = (Aggregation.MEAN, Aggregation.NONE)

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        return Value(read_number(text, whole=True, decimal_sign=notation.decimal_sign))

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        if value.number not in {Decimal(step) for step in STEPS}:
            yield _("Rate from 1 to 5.")

    def choices(self, question: "Question") -> dict[str, str]:
        return {str(step): exact(Decimal(step)) for step in STEPS}

    def is_jump(self, before: Decimal, now: Decimal) -> bool:
        return abs(now - before) >= LEAST_STEPS


@register
class YesNo(Chosen):
    """Kept as 1 or 0, so that a sum counts those who say yes."""

    kind = "yes_no"
    label = gettext_lazy("yes or no")
    widget = "radio"
    example = "yes"
    is_numeric = True
    aggregations = tuple(map(Aggregation, AGGREGATIONS))

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        answer = read_yes_no(text)
        return Value(None if answer is None else Decimal(answer))

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        if value.number not in {Decimal(0), Decimal(1)}:
            yield _("Answer yes (1) or no (0).")

    def choices(self, question: "Question") -> dict[str, str]:
        return {"1": _("Yes"), "0": _("No")}


@register
class OneOf(Chosen):
    """One of the answers that the question lists; typed, its code or its label."""

    kind = "choice"
    label = gettext_lazy("one of several")
    widget = "select"
    has_choices = True

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        typed, labels = text.strip(), self.choices(question)
        if not typed or typed in labels:
            return Value(text=typed)
        named = [code for code, label in labels.items() if label.casefold() == typed.casefold()]
        if len(named) == 1:
            return Value(text=named[0])
        raise NotReadableError(_not_one_of(typed))

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        if value.text not in self.choices(question):
            yield _not_one_of(value.text)

    def choices(self, question: "Question") -> dict[str, str]:
        return {choice["value"]: choice["label"] for choice in question.choices}


def _not_one_of(text: str) -> str:
    return _("“%(value)s” is not one of the answers.") % {"value": shortened(text)}
