"""Typed rows: what a line of a table or a mapping of a document must look like."""

import datetime as dt
import re
from decimal import Decimal
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from kernel.loading.problems import one_of
from kernel.models import CODE, ODD_CODE


class Mapping(dict[str, Any]):
    """A mapping of a document that knows its line."""

    line = 1


class Row(BaseModel):
    """Every column or key that a file may have is a field; a field without a default must be there."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, coerce_numbers_to_str=False
    )

    line: int = Field(default=0, repr=False)

    @model_validator(mode="before")
    @classmethod
    def take_line(cls, data: Any) -> Any:
        return {**data, "line": data.line} if isinstance(data, Mapping) else data

    @classmethod
    def columns(cls) -> list[str]:
        return [field.alias or name for name, field in cls.model_fields.items() if name != "line"]


def numbers_of(row_type: type[Row]) -> list[str]:
    """The columns that hold numbers."""
    return _columns_of(row_type, (int, Decimal))


def days_of(row_type: type[Row]) -> list[str]:
    return _columns_of(row_type, (dt.date,))


def kinds_of(row_type: type[Row]) -> list[tuple[str, str, bool]]:
    """Each column with what it holds in words, and whether a row must have it."""
    fields = ((name, field) for name, field in row_type.model_fields.items() if name != "line")
    return [
        (field.alias or name, _kind_in_words(field.annotation), not _may_be_empty(field))
        for name, field in fields
    ]


def _may_be_empty(field: FieldInfo) -> bool:
    befores = [one.func for one in field.metadata if isinstance(one, BeforeValidator)]
    return none_as_empty in befores or NoneType in _types_in(field.annotation)


def _kind_in_words(annotation: Any) -> str:
    types = _types_in(annotation)
    words = [str(one) for one in get_literals(annotation)]
    if words:
        return _("one of: %(words)s") % {"words": ", ".join(words)}
    named = {
        bool: _("yes or no"),
        dt.date: _("a day, for example 2013-12-31"),
        int: _("a whole number"),
        Decimal: _("a number"),
    }
    return next((words for kind, words in named.items() if kind in types), _("a text"))


def get_literals(annotation: Any) -> list[Any]:
    """The words of a Literal, however deep it stands."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for part in get_args(annotation) for word in get_literals(part)]


def _columns_of(row_type: type[Row], kinds: tuple[type, ...]) -> list[str]:
    fields = row_type.model_fields.items()
    return [
        field.alias or name
        for name, field in fields
        if name != "line" and _types_in(field.annotation).intersection(kinds)
    ]


def _types_in(annotation: Any) -> set[Any]:
    """All types that an annotation names, however deep."""
    return {annotation}.union(*map(_types_in, get_args(annotation))) if get_args(annotation) else {annotation}


def bad_value(wrong: str, mend: str) -> PydanticCustomError:
    """An error of a validator, in the two parts that a problem has."""
    return PydanticCustomError("bad_value", "{wrong}\n{mend}", {"wrong": wrong, "mend": mend})


def none_as_empty(value: Any) -> Any:
    return "" if value is None else value


def yes_or_no(value: Any) -> Any:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def is_whole(value: Decimal) -> Decimal:
    if value != value.to_integral_value():
        raise bad_value(f"“{value}” is not a whole number.", "Write it without decimals.")
    return value


def stands_in_addresses(text: str) -> str:
    if re.match(CODE, text) is None:
        raise bad_value(f"The code “{text}” cannot stand in an address.", str(ODD_CODE))
    return text


Text = Annotated[str, BeforeValidator(none_as_empty)]
"""Text that may be empty."""

Required = Annotated[str, Field(min_length=1)]
"""Text that may not."""

Code = Annotated[str, AfterValidator(stands_in_addresses)]
"""A printed code, which stands in addresses."""

YesNo = Annotated[bool, BeforeValidator(yes_or_no)]
"""`yes` or `no`."""

Count = Annotated[Decimal, Field(ge=0), AfterValidator(is_whole)]
"""A whole number of things, also if written as 12.0."""

Year = Annotated[int, Field(ge=1900, le=2200)]

Iso2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]

Origin = Literal["proposal", "plan"]


def explain(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong and how to mend it, in plain words."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "bad_value":
        return context["wrong"], context["mend"]
    if kind == "missing":
        return "It is missing.", "Add it."
    if kind == "extra_forbidden":
        return "Nothing by this name is expected.", "Remove it, or correct its name."
    if value is None or value == "":
        return "It is empty.", "Fill it in."
    return f"“{shorten(value)}” {WRONG.get(kind, 'cannot be read:').format(**context)}", mend_of(error)


def mend_of(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in {"literal_error", "enum"}:
        known = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
        return one_of(str(error["input"]), known)
    if digits := digits_of(str(error.get("ctx", {}).get("pattern", ""))):
        return f"Write {digits} digits, for example {'4'.zfill(digits)}."
    return MEND.get(kind, f"{error['msg']}.")


def digits_of(pattern: str) -> int:
    """How many digits a pattern asks for that asks for nothing else; 0 for any other."""
    found = re.fullmatch(r"\^\\d\{(\d)\}\$", pattern)
    return int(found[1]) if found else 0


LONG = 60


def shorten(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


NOT_WHOLE = "is not a whole number."
NOT_A_NUMBER = "is not a number."
WRONG = {
    "int_parsing": NOT_WHOLE,
    "int_type": NOT_WHOLE,
    "int_from_float": NOT_WHOLE,
    "decimal_parsing": NOT_A_NUMBER,
    "decimal_type": NOT_A_NUMBER,
    "finite_number": NOT_A_NUMBER,
    "bool_parsing": "is neither yes nor no.",
    "bool_type": "is neither yes nor no.",
    "date_from_datetime_parsing": "is not a date.",
    "date_parsing": "is not a date.",
    "date_type": "is not a date.",
    "literal_error": "is not known.",
    "enum": "is not known.",
    "string_pattern_mismatch": "does not have the form expected.",
    "string_type": "is not text.",
    "list_type": "is not a list.",
    "dict_type": "is not a mapping.",
    "model_type": "is not a mapping of keys to values.",
    "greater_than_equal": "is below {ge}.",
    "less_than_equal": "is above {le}.",
}
DIGITS = "Write digits only, for example 12; leave it empty where it is not known."
DATE = "Write it as 2011-12-31."
MEND = {
    "int_parsing": DIGITS,
    "int_type": DIGITS,
    "int_from_float": DIGITS,
    "decimal_parsing": "Write digits with a point, for example 12.5; leave it empty where it is not known.",
    "decimal_type": DIGITS,
    "finite_number": DIGITS,
    "bool_parsing": "Write yes or no.",
    "bool_type": "Write yes or no.",
    "date_from_datetime_parsing": DATE,
    "date_parsing": DATE,
    "date_type": DATE,
    "string_pattern_mismatch": "Write it as in other rows.",
    "string_type": "Put it between quotation marks.",
    "list_type": "Write one entry per line, each after a hyphen.",
    "dict_type": "Write one key and value per line.",
    "model_type": "Write one key and value per line.",
    "greater_than_equal": "Correct the number.",
    "less_than_equal": "Correct the number.",
}

__all__ = [
    "Count",
    "Iso2",
    "Mapping",
    "Origin",
    "Required",
    "Row",
    "Text",
    "ValidationError",
    "Year",
    "YesNo",
    "explain",
]
