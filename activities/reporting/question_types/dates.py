"""Questions that ask for a day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.reporting.question_types.base import (
    AS_TYPED,
    AnswerRule,
    HasValue,
    Notation,
    QuestionType,
    Value,
)
from activities.reporting.question_types.registry import register
from kernel.days import day_of
from kernel.fields import shortened
from kernel.typed import read_date

if TYPE_CHECKING:
    from activities.reporting.models import Question


@register
class Date(QuestionType):
    """Kept as `2013-12-31`."""

    kind = "date"
    label = gettext_lazy("date")
    widget = "date"
    example = "31.12.2013"
    has_unit = False

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        day = read_date(text, first=notation.date_order)
        return Value(text=day.isoformat() if day else "")

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        if day_of(value.text) is None:
            yield _("“%(text)s” is not a date.") % {"text": shortened(value.text)}

    def show(self, question: "Question | None", value: HasValue) -> str:
        day = day_of(value.text)
        return date_format(day) if day else super().show(question, value)

    def rule(self, question: "Question") -> AnswerRule:
        return AnswerRule(_("a day, as 2013-12-31"))
