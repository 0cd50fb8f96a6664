"""Records named by others: by their code, which says its register and stays for ever.

A register never has a foreign key to one above it; what it names is looked up here.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from kernel.models import CODE
from kernel.registers.declaration import REGISTERS
from kernel.registers.records import Record


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


def example() -> str:
    return next((f"{each.model.code_prefix}-2013-001" for each in REGISTERS.values()), "")


def visible(code: str, user: Any) -> Record | None:
    """The record, where this person may see it."""
    record = record_named(code)
    if record is None:
        return None
    register = REGISTERS[record.register_key]
    return record if register.visible_to(user).filter(pk=record.pk).exists() else None
