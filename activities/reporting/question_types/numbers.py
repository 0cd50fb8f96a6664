"""Questions that ask for a number."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.utils.formats import number_format
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
from kernel.measures import Aggregation
from kernel.numbers import exact, plain
from kernel.typed import read_number
from kernel.typed.numbers import DIGITS_OF_A_GROUP, MOST_DIGITS

if TYPE_CHECKING:
    from activities.reporting.models import Question

LARGEST = Decimal(10) ** MOST_DIGITS
SMALLEST_JUMP = Decimal(5)
"""A count that moves by less is never a jump, however small it was."""
LEAST_POINTS = Decimal(20)
"""By so many points a percentage must move to be noticed."""


class Number(QuestionType):
    """A number within the question's bounds; of a count, to double or half at least is a jump."""

    widget = "number"
    is_numeric = True
    can_be_split = True
    aggregations: ClassVar[tuple[Aggregation, ...]] = tuple(map(Aggregation, AGGREGATIONS))
    decimals: ClassVar[int] = 4
    units: ClassVar[tuple[str, ...]] = ()

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        number = read_number(
            text,
            decimals=self.decimals,
            whole=self.decimals == 0,
            units=self.units,
            decimal_sign=notation.decimal_sign,
        )
        return Value(number)

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        number = value.number or Decimal(0)
        if abs(number) >= LARGEST:
            yield _("%(number)s is too large.") % {"number": exact(number)}
        elif number != round(number, self.decimals):
            yield self._too_many_decimals(number)
        if question.minimum is not None and number < question.minimum:
            yield _("Give at least %(number)s.") % {"number": exact(question.minimum)}
        if question.maximum is not None and number > question.maximum:
            yield _("Give at most %(number)s.") % {"number": exact(question.maximum)}

    def typed(self, value: HasValue) -> str:
        """With a fourth decimal after three, which alone could be read as thousands."""
        if value.number is None:
            return value.text
        text = plain(value.number)
        if len(text.partition(".")[2]) == DIGITS_OF_A_GROUP:
            text += "0"
        return number_format(text, use_l10n=True, force_grouping=False)

    def rule(self, question: "Question") -> AnswerRule:
        least, most = question.minimum, question.maximum
        return AnswerRule(self._words(least, most), decimals=self.decimals, least=least, most=most)

    def is_jump(self, before: Decimal, now: Decimal) -> bool:
        return abs(now - before) >= SMALLEST_JUMP and (now >= 2 * before or 2 * now <= before)

    def _too_many_decimals(self, number: Decimal) -> str:
        if self.decimals == 0:
            return _("%(number)s is not a whole number.") % {"number": exact(number)}
        return _("Give at most %(places)s decimals.") % {"places": self.decimals}

    def _words(self, least: Decimal | None, most: Decimal | None) -> str:
        values = {"kind": str(self.label)}
        values |= {
            name: exact(bound) for name, bound in (("least", least), ("most", most)) if bound is not None
        }
        if least is not None and most is not None:
            return _("%(kind)s from %(least)s to %(most)s") % values
        if least is not None:
            return _("%(kind)s, at least %(least)s") % values
        return _("%(kind)s, at most %(most)s") % values if most is not None else values["kind"]


@register
class Integer(Number):
    kind = "integer"
    label = gettext_lazy("whole number")
    example = "1,234"
    decimals = 0


@register
class DecimalNumber(Number):
    kind = "decimal"
    label = gettext_lazy("number with decimals")
    example = "12.5"


@register
class Percent(Number):
    """Of shares no sum can be made."""

    kind = "percent"
    label = gettext_lazy("percentage")
    example = "12.5 %"
    units = ("%",)
    can_be_split = False
    aggregations = (Aggregation.MEAN, Aggregation.NONE)

    def is_jump(self, before: Decimal, now: Decimal) -> bool:
        return abs(now - before) >= LEAST_POINTS


@register
class Money(Number):
    kind = "money"
    label = gettext_lazy("amount of money")
    example = "1'250.50 CHF"
    decimals = 2
    units = ("CHF",)
