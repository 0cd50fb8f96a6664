"""What makes a register known to the rest of the portal, when its room starts."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import register_importer
from kernel.registers.administration import administer
from kernel.registers.declaration import REGISTERS, Register, registers_of
from kernel.registers.files import importer
from kernel.registry import Finder, Hit, NavigationItem, register_finder, register_navigation

FINDER_POSITION = 60
MOST_FOUND = 2_000
"""So many of the newest records of a register are looked through."""


def install(register: Register[Any]) -> None:
    """Its addresses are put into the room's `urls.py`; the API asks for all registers by itself."""
    if register.key in REGISTERS:
        raise ValueError(register.key)
    if not REGISTERS:
        register_navigation(NavigationItem(_("Registers"), "registers", opens_any, 30, "registers"))
    REGISTERS[register.key] = register
    administer(register)
    if files := importer(register):
        register_importer(files)
    register_finder(Finder(register.words.title, finder(register), FINDER_POSITION))


def opens_any(request: HttpRequest) -> bool:
    return bool(registers_of(request.user))


def finder(register: Register[Any]) -> Callable[[Any], Iterator[Hit]]:
    def hits(user: Any) -> Iterator[Hit]:
        if not user.has_perm(register.permissions.view):
            return
        for record in register.visible_to(user).listed().order_by("-pk")[:MOST_FOUND]:
            title = str(getattr(record, "title", record))
            yield Hit(record.code, title, str(register.words.title), record.get_absolute_url())

    return hits
