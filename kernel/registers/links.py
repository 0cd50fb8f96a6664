"""Records named by others: by their code, which says its register and stays for ever.

A register never has a foreign key to one above it; what it names is looked up here.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from kernel.models import CODE
from kernel.registers.declaration import REGISTERS, Register
from kernel.registers.records import Record

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


def record_named(code: str) -> Record | None:
    """The record, of whichever register; its codes say which by how they begin."""
    for register in REGISTERS.values():
        if code.startswith(f"{register.model.code_prefix}-"):
            found: Record | None = register.model._default_manager.filter(code=code).first()
            return found
    return None


def refuse_unknown(code: str) -> None:
    """A `ValidationError` where no record has the code; for validators of fields that name one."""
    RegexValidator(CODE)(code)
    if record_named(code) is None:
        words = _(
            "No record has the code “%(code)s”. Copy it from the record's page, for example %(example)s."
        )
        raise ValidationError(words % {"code": code, "example": example()})


class RecordCodeField(TextColumn):
    """The code of a record of any register; shown as a link to it."""

    def __init__(self, *names: Any, **more: Any) -> None:
        super().__init__(*names, **{"max_length": 40, "blank": True, "default": "", **more})
        self.validators.append(refuse_unknown)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for defaulted in ("max_length", "blank", "default"):
            kwargs.pop(defaulted, None)
        return name, path, args, kwargs


def address_of(code: str) -> str:
    """The page of a record; empty where there is none of that code."""
    record = record_named(code)
    return record.get_absolute_url() if record else ""


def named_by(record: Record, user: Any) -> Iterator[tuple[Register[Any], int]]:
    """Registers with how many of their records name this one, as far as the reader sees them."""
    for register in REGISTERS.values():
        ways = list(ways_to_name(register, record))
        if ways:
            naming = register.records.whole_to(user).filter(reduce(or_, ways), cancelled_at=None)
            if count := naming.distinct().count():
                yield register, count


def ways_to_name(register: Register[Any], record: Record) -> Iterator[Q]:
    """By its columns, and by codes in its rows."""
    for field in register.model._meta.get_fields(include_hidden=True):
        if field.concrete and field.related_model is type(record):
            yield Q(**{field.name: record.pk})
    tables = [("", register.model), *((f"{each.name}__", each.model) for each in register.inlines)]
    for prefix, model in tables:
        for field in model._meta.fields:
            if isinstance(field, RecordCodeField):
                yield Q(**{f"{prefix}{field.name}": record.code})


def example() -> str:
    return next((f"{each.model.code_prefix}-2013-001" for each in REGISTERS.values()), "")
