"""The list of a register, its files, its calendar, and the list of registers."""

from typing import Any

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
    """All registers that this person may open, with how many records each holds for them."""
    rows = [
        (register, register.visible_to(request.user).filter(cancelled_at=None).count())
        for register in registers_of(request.user)
    ]
    return render(request, "registers/registers.html", {"rows": rows})


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
        "siblings": registers_of(request.user),
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
