"""What makes a register known to the rest of the portal, when its room starts."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import register_importer
from kernel.loading.references import Lookup, by_fields, register_reference
from kernel.registers.administration import administer
from kernel.registers.declaration import REGISTERS, Register, registers_of
from kernel.registers.files import importer
from kernel.registers.finding import holding
from kernel.registers.related import show
from kernel.registry import NavigationItem, register_finders, register_navigation


def install(register: Register[Any]) -> None:
    """Its addresses are put into the room's `urls.py`; the API asks for all registers by itself."""
    if register.key in REGISTERS:
        raise ValueError(register.key)
    kept_back = set(register.model.searched) - {"code", "title", *register.public}
    if register.public and kept_back:
        raise ValueError(f"Search would tell of {kept_back}.")
    if not REGISTERS:
        register_finders(holding)
        register_navigation(NavigationItem(_("Registers"), "registers", opens_any, 30, "registers"))
    REGISTERS[register.key] = register
    administer(register)
    by_code = {_("the code of a record"): by_fields("code")}
    register_reference(register.model, Lookup(by_code, written=lambda record: record.code))
    if register.permissions.imports is not None:
        register_importer(importer(register))
    for on in register.shown_on:
        show(register, on)


def opens_any(request: HttpRequest) -> bool:
    return bool(registers_of(request.user))
