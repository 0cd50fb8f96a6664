"""Columns of files, from the fields of a model: what each is called, holds and allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.encoding import force_str

from kernel.loading.chosen_kinds import ChoiceKind, ReferenceKind, SeveralKind
from kernel.loading.kinds import DateKind, Kind, NumberKind, PartialDayKind, Reading, TextKind, YesNoKind
from kernel.loading.words import folded, other_words
from kernel.partial_dates import PartialDateField


@dataclass(frozen=True)
class Column:
    name: str
    """Of the field, and the heading that never changes."""
    heading: Any
    """In words."""
    kind: Kind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    """Further headings, beside those of data/synonyms.yaml."""
    fills_blank: bool = True
    """Whether an empty cell empties the field; else what is on record stays."""
    is_many: bool = False
    """Whether the field holds several, which are linked once the record is written."""

    def is_called(self, heading: str) -> bool:
        return folded(heading) in {folded(name) for name in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, force_str(self.heading), *self.synonyms, *other_words("headings", self.name))

    def read(self, text: str, reading: Reading) -> Any:
        """The value, or None for an empty cell; raises NotReadableError."""
        return self.kind.read(text, reading) if text else None

    def write(self, value: Any) -> object:
        """What a cell of an export holds, so that the file can be imported again."""
        return None if value is None or value == "" else self.kind.write(value)


Factory = Callable[[Any], Kind]
_kinds: dict[type[Any], Factory] = {}


def register_kind(field: type[Any], factory: Factory) -> None:
    """Have columns of a model's own class of field read and written by a kind."""
    _kinds[field] = factory


def column_of(model: type[models.Model], name: str, **said: Any) -> Column:
    """The column of a model's field; `said` goes before what the field tells."""
    field: Any = model._meta.get_field(name)
    told = {
        "heading": field.verbose_name,
        "kind": kind_of(field),
        "required": not (field.blank or field.null or field.has_default()),
        "is_many": field.many_to_many,
    }
    return Column(name, **{**told, **said})


def columns_of(model: type[models.Model], names: Sequence[str]) -> list[Column]:
    return [column_of(model, name) for name in names]


def kind_of(field: Any) -> Kind:
    if own := next((_kinds[kind] for kind in type(field).__mro__ if kind in _kinds), None):
        return own(field)
    if field.many_to_many:
        return SeveralKind(ReferenceKind(field.related_model))
    if field.is_relation:
        return ReferenceKind(field.related_model)
    if isinstance(field, ArrayField):
        return SeveralKind(kind_of(field.base_field))
    if field.choices:
        return ChoiceKind.of(field.flatchoices)
    return _plain_kind(field)


def _plain_kind(field: Any) -> Kind:
    if isinstance(field, PartialDateField):
        return PartialDayKind()
    if isinstance(field, models.BooleanField):
        return YesNoKind()
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return DateKind()
    if isinstance(field, models.DecimalField):
        return NumberKind(field.decimal_places, least=least_of(field), most=most_of(field))
    if isinstance(field, models.IntegerField):
        least = Decimal(0) if isinstance(field, POSITIVE) else None
        return NumberKind(least=least_of(field) or least, most=most_of(field))
    return TextKind(field.max_length)


POSITIVE = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)


def least_of(field: Any) -> Decimal | None:
    return _bound(field, MinValueValidator)


def most_of(field: Any) -> Decimal | None:
    return _bound(field, MaxValueValidator)


def _bound(field: Any, kind: type[Any]) -> Decimal | None:
    """That which the field was declared with, not that of the database."""
    said = field.deconstruct()[3].get("validators", ())
    return next((Decimal(str(check.limit_value)) for check in said if isinstance(check, kind)), None)
