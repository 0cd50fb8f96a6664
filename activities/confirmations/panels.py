"""What members said of a record, on its page; and the ways to both lists from the list of registers."""

from typing import Any

from django.http import HttpRequest

from activities.confirmations.models import Confirmation
from activities.confirmations.rules import CONFIRM, RESOLVE
from kernel.joints import Panel
from kernel.registers.declaration import REGISTERS
from kernel.registers.joints import RECORD_PAGE, REGISTERS_PAGE
from members.requests import reader


def register() -> None:
    RECORD_PAGE.show(Panel("confirmations/said.html", said))
    REGISTERS_PAGE.show(Panel("confirmations/ways.html", ways))


def said(request: HttpRequest, record: Any) -> dict[str, Any] | None:
    """DEVT reads all, DEVCO of records that it reads whole, a member what it said itself."""
    register, user = REGISTERS[record.register_key], reader(request)
    if register.confirmed is None or (user.is_devco and not register.sees_whole(user, record)):
        return None
    found = Confirmation.objects.visible_to(user).filter(code=record.code)
    lines = list(found.select_related("member", "by", "resolved_by"))
    return {"lines": lines} if lines else None


def ways(request: HttpRequest, _place: object) -> dict[str, Any] | None:
    user = reader(request)
    found = {"confirms": user.has_perm(CONFIRM), "resolves": user.has_perm(RESOLVE)}
    return found if any(found.values()) else None
