"""What stands in the columns of a record, in words: on pages, in histories, in statements of imports."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernel.days import moment_words
from kernel.numbers import exact
from kernel.partial_dates import PartialDateField, in_words

Value = tuple[type[Model], str, Any]
"""A model, one of its columns, and what stands there."""


class ColumnWords:
    """Words of values of columns; what their links point at is read at once, a query for each model."""

    def __init__(self, values: Iterable[Value]) -> None:
        keys: dict[Any, set[str]] = defaultdict(set)
        for model, column, value in values:
            if (linked := linked_model(model, column)) and value is not None:
                keys[linked].add(str(value))
        self.linked: dict[tuple[Any, str], str] = {}
        for linked, pks in keys.items():
            found = linked._base_manager.in_bulk(list(pks))
            self.linked |= {(linked, str(pk)): str(thing) for pk, thing in found.items()}

    def of(self, model: type[Model], column: str, value: Any) -> str:
        """Empty where nothing stands; of what is not there any more, its number."""
        if value is None or value in ("", []):
            return ""
        if linked := linked_model(model, column):
            return self.linked.get((linked, str(value)), _("number %(number)s") % {"number": value})
        return words_of(column_named(model, column), value)


def column_named(model: type[Model], column: str) -> Any:
    """The field; None where the model has no such column."""
    try:
        return model._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return None


def linked_model(model: type[Model], column: str) -> Any:
    field = column_named(model, column)
    return field.related_model if field is not None and field.is_relation else None


def label_of(model: type[Model], column: str) -> str:
    """What a column is called; its name, where the model has it no more."""
    return str(getattr(column_named(model, column), "verbose_name", column))


def words_of(field: Any, value: Any) -> str:
    """A value of a column that is no link, as it is or as it was kept in a text."""
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.flatchoices)
        return ", ".join(str(labels.get(item, item)) for item in value)
    if field is None or isinstance(value, list):
        return plain(value)
    try:
        value = field.to_python(value)
    except (ValidationError, TypeError, ValueError, ArithmeticError):
        return plain(value)
    if isinstance(field, PartialDateField):
        return in_words(value)
    labels = dict(field.flatchoices)
    return str(labels[value]) if labels and value in labels else plain(value)


def plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (Decimal, int)):
        return exact(Decimal(value))
    if isinstance(value, dt.datetime):
        return moment_words(value)
    if isinstance(value, dt.date):
        return date_format(value)
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    return str(value)
