"""What pages of other things show of a register: its first records that name the thing, and how many do."""

from functools import partial
from typing import Any

from django.db.models import Model, Q
from django.http import HttpRequest
from django.urls import reverse

from kernel.joints import Panel
from kernel.registers.declaration import Register, ShownOn
from kernel.registers.shown import heading, shown

MOST = 5


def show(register: Register[Any], on: ShownOn) -> None:
    on.place.show(Panel("registers/related.html", partial(related, register, on), register.position))


def related(
    register: Register[Any], on: ShownOn, request: HttpRequest, thing: Model
) -> dict[str, Any] | None:
    """Two queries and those of what a list shows of each record; nothing where none is on record."""
    user: Any = request.user
    if not user.has_perm(register.permissions.view):
        return None
    found = register.visible_to(user).standing().filter(naming(register, on.paths, thing))
    records = list(found.listed()[:MOST])
    if not records:
        return None
    said = {*on.paths, *on.said_by}
    columns = [name for name in register.columns if name in register.public and name not in said]
    headings = [heading(register.model, name) for name in columns]
    return {
        "register": register,
        "headings": headings,
        "rows": [
            (record, list(zip(headings, (shown(record, name) for name in columns), strict=True)))
            for record in records
        ],
        "count": found.count(),
        "all_url": f"{reverse(register.address('list'))}?{on.asked}={thing.pk}",
    }


def naming(register: Register[Any], paths: tuple[str, ...], thing: Model) -> Q:
    """Records that name it in one of the fields; several links to it double no row."""
    found = Q(pk__in=())
    for path in paths:
        named = Q(**{path: thing.pk})
        is_many = register.model._meta.get_field(path).many_to_many
        found |= Q(pk__in=register.records.filter(named).order_by().values("pk")) if is_many else named
    return found
