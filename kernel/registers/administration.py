"""A register in the administration: shown in full; the register's own pages are the way to change it."""

from typing import Any

from django.contrib import admin

from kernel.admin import ReadOnlyAdmin, ReadOnlyInline
from kernel.admin_groups import REGISTERS
from kernel.registers.declaration import Inline, Register

KNOWN = ("is_sample", "cancelled_at", "cancelled_because", "version")


def administer(register: Register[Any]) -> None:
    model = register.model
    columns = {field.name: field for field in model._meta.fields}
    state = ["state"] if register.moves else []
    shown = [name for name in register.columns if name in columns]
    described = {
        "group": REGISTERS,
        "list_display": ["code", *shown],
        "list_select_related": [name for name in shown if columns[name].is_relation],
        "search_fields": [name for name in model.searched if name in {"code", *register.fields}],
        "fields": [*register.fields, *state, *KNOWN],
        "inlines": [inline_of(each) for each in register.inlines],
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (ReadOnlyAdmin,), described))


def inline_of(inline: Inline) -> type[ReadOnlyInline]:
    described = {"model": inline.model, "fields": inline.fields}
    return type(f"{inline.model.__name__}Inline", (ReadOnlyInline,), described)
