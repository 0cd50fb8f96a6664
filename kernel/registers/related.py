"""What pages of things show of registers: of each the first records that name the thing, and how many."""

from collections import defaultdict
from functools import partial, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, Value
from django.http import HttpRequest
from django.urls import reverse

from kernel.joints import Panel, PanelPlace
from kernel.registers.declaration import REGISTERS, Register, ShownOn
from kernel.registers.records import Record, naming
from kernel.registers.shown import heading, shown

MOST = 5
POSITION = 50
Shown = list[tuple[Register[Any], ShownOn]]

_shown: dict[str, Shown] = defaultdict(list)
"""By the name of the place, what is shown there."""


def show(register: Register[Any], on: ShownOn) -> None:
    """All registers of a place are one panel, which asks once of which of them there is anything."""
    of_place = _shown[on.place.name]
    if not of_place:
        on.place.show(Panel("registers/related.html", partial(related, on.place), POSITION))
    of_place.append((register, on))


def related(place: PanelPlace, request: HttpRequest, thing: Model) -> dict[str, Any] | None:
    """A query, and for each register with records one and those of what a list shows of each record."""
    user: Any = request.user
    opened = [(each, on) for each, on in _shown[place.name] if user.has_perm(each.permissions.view)]
    counts = counts_of(opened, user, thing)
    found = [
        table(register, on, user, thing, counts[register.key])
        for register, on in sorted(opened, key=lambda each: each[0].position)
        if register.key in counts
    ]
    additions = additions_to(user, thing)
    return {"tables": found, "additions": additions} if found or additions else None


def additions_to(user: Any, thing: Model) -> list[tuple[str, str]]:
    """What this person may add about the thing, register by register: words and address."""
    return [
        (str(register.words.add), f"{reverse(register.address('add'))}?{urlencode({name: key_of(thing)})}")
        for register in sorted(REGISTERS.values(), key=lambda each: each.position)
        for name in register.preset
        if register.model._meta.get_field(name).related_model is type(thing)
        and register.is_offered(user, thing)
        and user.has_perm(register.permissions.add)
    ]


def key_of(thing: Any) -> str:
    """What an address names it by."""
    return str(thing.code) if isinstance(thing, Record) else str(thing.reference)


def counts_of(opened: Shown, user: Any, thing: Model) -> dict[str, int]:
    """How many records of each register name the thing; a register without any is not among them."""
    parts = [
        records_of(register, on, user, thing)
        .order_by()
        .annotate(register=Value(register.key))
        .values("register")
        .annotate(number=Count("pk"))
        .values_list("register", "number")
        for register, on in opened
    ]
    counts = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return {key: number for key, number in counts.items() if number}


def table(register: Register[Any], on: ShownOn, user: Any, thing: Model, count: int) -> dict[str, Any]:
    said = {*on.paths, *on.said_by}
    asked = urlencode({on.asked: getattr(thing, on.names_it_by)})
    columns = [name for name in register.columns if name in register.public and name not in said]
    headings = [heading(register.model, name) for name in columns]
    records = records_of(register, on, user, thing).listed()[:MOST]
    return {
        "register": register,
        "headings": headings,
        "rows": [
            (record, list(zip(headings, (shown(record, name) for name in columns), strict=True)))
            for record in records
        ],
        "count": count,
        "all_url": f"{reverse(register.address('list'))}?{asked}",
    }


def records_of(register: Register[Any], on: ShownOn, user: Any, thing: Model) -> Any:
    """Records that name it in one of the fields."""
    found = reduce(or_, (naming(register.model, path, [thing.pk]) for path in on.paths))
    return register.visible_to(user).standing().filter(found)
