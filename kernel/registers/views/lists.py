"""The list of a register, its files, its calendar, and the list of registers."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kernel.access import require
from kernel.registers.calendar import year_asked, year_of_records
from kernel.registers.declaration import Register, registers_of
from kernel.registers.exports import as_csv, as_xlsx
from kernel.registers.listing import SIZES, Listing
from kernel.registers.shown import heading


def registers(request: HttpRequest) -> HttpResponse:
    """All registers that this person may open, by groups, with how many records each holds for them."""
    counts = counts_for(request.user)
    rows = ((each, counts.get(each.key, 0)) for each in registers_of(request.user))
    groups = [(group.title, list(of)) for group, of in groupby(rows, key=lambda row: row[0].group)]
    return render(request, "registers/registers.html", {"groups": groups})


def counts_for(user: Any) -> dict[str, int]:
    """How many standing records this person sees of each register; in one query, without those of none."""
    parts = [
        each.visible_to(user)
        .standing()
        .order_by()
        .annotate(register=Value(each.key))
        .values("register")
        .annotate(number=Count("pk"))
        .values_list("register", "number")
        for each in registers_of(user)
    ]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def records(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    require(request.user, register.permissions.view)
    listing = Listing(register, request.GET, request.user)
    context = context_of(request, register) | {
        "listing": listing,
        "filter": listing.filters,
        "page": listing.page,
        "table": listing.table,
        "sizes": SIZES,
        "columns": [
            (name, heading(register.model, name), name in listing.columns) for name in register.all_columns
        ],
        "may_choose": bool(register.bulk) and may_change_some(request.user, register),
    }
    return render(request, "registers/records.html", context)


def context_of(request: HttpRequest, register: Register[Any]) -> dict[str, Any]:
    imports = register.permissions.imports
    return {
        "register": register,
        "siblings": [each for each in registers_of(request.user) if each.group == register.group],
        "is_list": request.path == reverse(register.address("list")),
        "own_pages": own_pages(request.user, register),
        "may_add": bool(register.words.add) and request.user.has_perm(register.permissions.add),
        "may_import": imports is not None and request.user.has_perm(imports),
        "addresses": {
            page: register.address(page) for page in ("list", "add", "bulk", "csv", "xlsx", "calendar")
        },
    }


def own_pages(user: Any, register: Register[Any]) -> list[tuple[str, str]]:
    """Pages that the register's room has beside the list, as far as they open to this person."""
    return [
        (reverse(register.address(page)), str(title))
        for page, title, permission in register.pages
        if user.has_perm(permission)
    ]


def may_change_some(user: Any, register: Register[Any]) -> bool:
    return bool(user.has_perm(register.permissions.change))


def csv(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    require(request.user, register.permissions.view)
    return as_csv(Listing(register, request.GET, request.user))


def xlsx(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    require(request.user, register.permissions.view)
    return as_xlsx(Listing(register, request.GET, request.user))


def calendar(request: HttpRequest, register: Register[Any]) -> HttpResponse:
    """A year's records by month, and those whose month is not known."""
    require(request.user, register.permissions.view)
    year = year_asked(request.GET, register, request.user)
    context = context_of(request, register) | {"year": year_of_records(register, request.user, year)}
    return render(request, "registers/calendar.html", context)
