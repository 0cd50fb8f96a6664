"""The addresses of a register: `/registers/needs/`, `/registers/needs/ND-2013-004/edit/` and so on."""

import functools
from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST, require_safe

from kernel.asked import takes
from kernel.registers import calendar
from kernel.registers.declaration import Register
from kernel.registers.listing import PARAMETERS
from kernel.registers.views import lists, records, several

View = Callable[..., HttpResponseBase]


def addresses_of(*registers: Register[Any]) -> list[URLResolver]:
    """Those of several registers of one room, each in a space of its own."""
    return [path("", include((addresses(register), register.name))) for register in registers]


def addresses(register: Register[Any]) -> list[URLPattern]:
    """To be put into the room's `urlpatterns`; codes of records have a digit, words of addresses have not."""

    def page(route: str, view: View, name: str, *known: Any) -> URLPattern:
        @functools.wraps(view)
        def of_register(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(*args, register=register, **kwargs)

        return path(f"registers/{register.key}/{route}", takes(*known)(of_register), name=name)

    asked = (register.filterset, *PARAMETERS)
    found = [
        page("", require_safe(lists.records), "list", *asked),
        page("csv/", require_safe(lists.csv), "csv", *asked),
        page("xlsx/", require_safe(lists.xlsx), "xlsx", *asked),
        page("<str:code>/", require_safe(records.detail), "detail"),
        page("<str:code>/edit/", records.edit, "edit"),
        page("<str:code>/copy/", records.copy, "copy"),
        page("<str:code>/cancel/", records.cancel, "cancel"),
        page("<str:code>/restore/", require_POST(records.restore), "restore"),
    ]
    if register.words.add:
        found.insert(0, page("add/", records.add, "add", *register.preset))
    if register.bulk:
        found.insert(0, page("several/", require_POST(several.several), "bulk"))
    if register.period:
        found.insert(0, page("calendar/", require_safe(lists.calendar), "calendar", calendar.YEAR))
    if register.moves:
        found.append(page("<str:code>/move/<str:name>/", records.move, "move"))
    return found
