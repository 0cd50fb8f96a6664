"""What the kinds of questions mean, in one class for each.

A class says how an answer of its kind is read, checked, shown and asked for, and what figures may be
made of it.  Whoever adds a kind writes one class, decorates it with `@register` and names it here.
"""

from activities.reporting.question_types.base import (
    AS_TYPED,
    AnswerRule,
    HasValue,
    Notation,
    QuestionType,
    Value,
)
from activities.reporting.question_types.dates import Date
from activities.reporting.question_types.numbers import DecimalNumber, Integer, Money, Number, Percent
from activities.reporting.question_types.registry import (
    kind_choices,
    kinds,
    numeric_kinds,
    register,
    type_named,
    type_of,
)
from activities.reporting.question_types.selections import Chosen, FivePointRating, OneOf, YesNo
from activities.reporting.question_types.texts import LongText, ShortText

__all__ = [
    "AS_TYPED",
    "AnswerRule",
    "Chosen",
    "Date",
    "DecimalNumber",
    "FivePointRating",
    "HasValue",
    "Integer",
    "LongText",
    "Money",
    "Notation",
    "Number",
    "OneOf",
    "Percent",
    "QuestionType",
    "ShortText",
    "Value",
    "YesNo",
    "kind_choices",
    "kinds",
    "numeric_kinds",
    "register",
    "type_named",
    "type_of",
]
