"""The newest account of an activity, at the head of its page."""

from typing import Any

from django.http import HttpRequest

from activities.accounts.models import Account
from activities.accounts.rules import WRITE_ACCOUNTS
from activities.joints import ACTIVITY_PAGE
from activities.models import Activity
from kernel.joints import Panel
from members.requests import reader

POSITION = 1
TEXTS = ("planned", "done", "not_done", "coming")


def register() -> None:
    ACTIVITY_PAGE.show(Panel("accounts/panel.html", newest, POSITION))


def newest(request: HttpRequest, activity: Activity) -> dict[str, Any] | None:
    """As far as its reader may see it; to those who write them, where there is none, the way to do so."""
    user = reader(request)
    account = Account.objects.visible_to(user).standing().filter(activities=activity).first()
    may_write = user.has_perm(WRITE_ACCOUNTS)
    if account is None and not may_write:
        return None
    texts = [
        (Account._meta.get_field(name), getattr(account, name))
        for name in TEXTS
        if account and getattr(account, name)
    ]
    return {"account": account, "texts": texts, "may_write": may_write, "activity": activity}
