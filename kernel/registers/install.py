"""What makes a register known to the rest of the portal, when its room starts."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.imports.importers import register_importer
from kernel.loading.references import Lookup, by_fields, register_reference
from kernel.registers.administration import administer
from kernel.registers.declaration import REGISTERS, Register, registers_of
from kernel.registers.files import importer
from kernel.registers.related import show
from kernel.registry import Finder, Hit, NavigationItem, register_finder, register_navigation

FINDER_POSITION = 60
MOST_FOUND = 200
"""So many of the newest records that hold the words are weighed against each other."""


def install(register: Register[Any]) -> None:
    """Its addresses are put into the room's `urls.py`; the API asks for all registers by itself."""
    if register.key in REGISTERS:
        raise ValueError(register.key)
    kept_back = set(register.model.searched) - {"code", "title", *register.public}
    if register.public and kept_back:
        raise ValueError(f"Search would tell of {kept_back}.")
    if not REGISTERS:
        register_navigation(NavigationItem(_("Registers"), "registers", opens_any, 30, "registers"))
    REGISTERS[register.key] = register
    administer(register)
    by_code = {_("the code of a record"): by_fields("code")}
    register_reference(register.model, Lookup(by_code, written=lambda record: record.code))
    if register.permissions.imports is not None:
        register_importer(importer(register))
    for on in register.shown_on:
        show(register, on)
    register_finder(Finder(register.words.title, finder(register), FINDER_POSITION))


def opens_any(request: HttpRequest) -> bool:
    return bool(registers_of(request.user))


def finder(register: Register[Any]) -> Callable[[Any, list[str]], Iterator[Hit]]:
    def hits(user: Any, words: list[str]) -> Iterator[Hit]:
        if not user.has_perm(register.permissions.view):
            return
        holding = reduce(and_, (Q(search_text__contains=word) for word in words))
        for record in register.visible_to(user).listed().filter(holding).order_by("-pk")[:MOST_FOUND]:
            title = str(getattr(record, "title", record))
            about = str(register.words.title)
            yield Hit(record.code, title, about, record.get_absolute_url(), also=record.search_text)

    return hits
