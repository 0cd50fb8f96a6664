"""Dates as far as they are known: `2013`, `2013-09` or `2013-09-16`, which sort in the order of time."""

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kernel.fields import YEARS
from kernel.texts import cleaned_number
from kernel.typed import NotReadableError, read_date
from kernel.typed.dates import DateOrder
from kernel.typed.digits import ascii_digits

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField

WRITTEN = re.compile(r"(19\d\d|2[01]\d\d|2200)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
STORED = RegexValidator(rf"^{WRITTEN.pattern}\Z", gettext_lazy("Write 2013, 2013-09 or 2013-09-16."))
YEAR = re.compile(r"\d{4}")
YEAR_AND_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
LENGTH = len("2013-09-16")


def read_partial_date(text: str, *, first: DateOrder = "") -> str:
    """A year, a month or a day as it is stored; empty where nothing is typed.

    `first` as of `read_date`.  Raises `NotReadableError`, whose words say how to write it.
    """
    plain = ascii_digits(cleaned_number(text))
    if not plain:
        return ""
    if YEAR.fullmatch(plain):
        return _within(int(plain), text, f"{int(plain):04d}")
    if match := YEAR_AND_MONTH.fullmatch(plain):
        return _month(match[1], match[2], text)
    if match := MONTH_AND_YEAR.fullmatch(plain):
        return _month(match[2], match[1], text)
    try:
        day = read_date(plain, first=first)
    except NotReadableError as refused:
        words = _("%(problem)s A year (2013) or a month (2013-09) will do where the day is not known.")
        raise NotReadableError(words % {"problem": refused}) from refused
    return day.isoformat() if day else ""


def _month(year: str, month: str, text: str) -> str:
    if not 1 <= int(month) <= len(MONTHS):
        raise NotReadableError(_("“%(text)s” names no month. Write it as 2013-09.") % {"text": text})
    return _within(int(year), text, f"{int(year):04d}-{int(month):02d}")


def _within(year: int, text: str, stored: str) -> str:
    first, last = YEARS
    if first <= year <= last:
        return stored
    words = _("“%(text)s” is not of the years %(first)s to %(last)s.")
    raise NotReadableError(words % {"text": text, "first": first, "last": last})


def first_day(stored: str) -> dt.date:
    """The earliest day that it can mean."""
    year, month, day = [*map(int, stored.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def last_day(stored: str) -> dt.date:
    """The latest day that it can mean."""
    year, month, day = [*map(int, stored.split("-")), 0, 0][:3]
    month = month or len(MONTHS)
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def year_of(stored: str) -> int | None:
    return int(stored[:4]) if stored else None


def in_words(stored: str) -> str:
    """`16 September 2013`, `September 2013` or `2013`, as the reader's language writes it."""
    if len(stored) == LENGTH:
        return date_format(first_day(stored))
    if "-" in stored:
        return date_format(first_day(stored), "YEAR_MONTH_FORMAT")
    return stored


def period_in_words(start: str, end: str) -> str:
    """`12 May 2014 to 16 May 2014`; one of the two where the other is not known or the same."""
    if start and end and start != end:
        words = pgettext("from one day to another", "%(start)s to %(end)s")
        return words % {"start": in_words(start), "end": in_words(end)}
    return in_words(start or end)


class PartialDateFormField(forms.CharField):
    """Takes what people type; gives what is stored."""

    def to_python(self, value: Any) -> str:
        try:
            return read_partial_date(str(super().to_python(value)))
        except NotReadableError as refused:
            raise ValidationError(str(refused), code="invalid") from refused


class PartialDateField(TextColumn):
    """A date as far as it is known, as text; empty where it is not known at all."""

    def __init__(self, *names: Any, **more: Any) -> None:
        super().__init__(*names, **{"max_length": LENGTH, "blank": True, "default": "", **more})
        self.validators.append(STORED)

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        cleaned: str = super().clean(value, model_instance)
        try:
            if cleaned:
                first_day(cleaned)
        except ValueError as error:
            words = _("“%(text)s” is no day of the calendar. Write it as 2013-12-31.")
            raise ValidationError(words % {"text": cleaned}, code="invalid") from error
        return cleaned

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for defaulted in ("max_length", "blank", "default"):
            kwargs.pop(defaulted, None)
        return name, path, args, kwargs

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        hint = gettext_lazy("As 2013-09-16; 2013-09 or 2013 where no more is known.")
        return super().formfield(
            *args, **{"form_class": PartialDateFormField, "help_text": self.help_text or hint, **kwargs}
        )


@PartialDateField.register_lookup
class YearAlone(models.Transform):
    """`starts_on__year_alone`: the first four digits, as text."""

    lookup_name = "year_alone"
    function = "LEFT"
    template = "%(function)s(%(expressions)s, 4)"
    output_field = models.CharField()
