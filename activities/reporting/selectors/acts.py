"""What was done with a round, in words."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.reporting.enums import RoundAction
from activities.reporting.models import Round, RoundAct
from activities.reporting.selectors.people import listed
from kernel.days import portal_day
from members.models import Member

DATES = {
    "opens_on": gettext_lazy("opens on"),
    "due_on": gettext_lazy("due on"),
    "closes_on": gettext_lazy("closes on"),
}


@dataclass(frozen=True)
class Entry:
    act: RoundAct
    details: tuple[str, ...]
    """Dates as they were and became, and which members it was about."""


def acts_in_words(round_: Round) -> list[Entry]:
    """The last first; two queries, however many acts and members."""
    acts = list(round_.acts.select_related("by").order_by("-at", "-pk"))
    members = members_of(*acts)
    return [Entry(act, tuple(details_in_words(act, members))) for act in acts]


def last_reminded(round_: Round) -> dict[str, dt.date]:
    """The day of its last reminder, by the member's code; one query."""
    acts = round_.acts.filter(action=RoundAction.REMINDED).order_by("at", "pk")
    return {code: portal_day(act.at) for act in acts for code in act.details["members"]}


def members_of(*acts: RoundAct) -> dict[str, Member]:
    """Those that the acts name, by their code."""
    codes = {code for act in acts for code in act.details.get("members", ())}
    return {member.iso2: member for member in Member.objects.filter(iso2__in=codes)}


def details_in_words(act: RoundAct, members: Mapping[str, Member]) -> Iterator[str]:
    for name, label in DATES.items():
        match act.details.get(name):
            case [before, after]:
                dates = {"label": label, "before": _written(before), "after": _written(after)}
                yield _("%(label)s %(after)s instead of %(before)s") % dates
            case str(day):
                yield f"{label} {_written(day)}"
    if codes := act.details.get("members"):
        names = listed(members.get(code, code) for code in codes)
        words = ngettext("%(count)s member: %(names)s", "%(count)s members: %(names)s", len(codes))
        yield words % {"count": len(codes), "names": names}


def _written(day: str) -> str:
    return date_format(dt.date.fromisoformat(day))
