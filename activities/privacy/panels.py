"""The way to people's data from the list of registers."""

from typing import Any

from django.http import HttpRequest

from activities.privacy.rules import ERASE_PEOPLE
from kernel.joints import Panel
from kernel.registers.joints import REGISTERS_PAGE
from members.requests import reader


def register() -> None:
    REGISTERS_PAGE.show(Panel("privacy/way.html", way))


def way(request: HttpRequest, _place: object) -> dict[str, Any] | None:
    return {} if reader(request).has_perm(ERASE_PEOPLE) else None
