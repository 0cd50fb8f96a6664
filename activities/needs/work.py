"""What needs give people to do: the open call, and for DEVT what was named and not taken up."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.needs.enums import NeedState
from activities.needs.models import Call, Need
from activities.needs.register import NEEDS
from activities.registers import own_members
from kernel.days import due_words, portal_day
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.requests import reader

SHOWN = 3


def register() -> None:
    register_work("member", Work(open_call, 30))
    register_work("devt", Work(named_needs, 45))


def open_call(request: HttpRequest) -> Iterator[WorkCard]:
    """While a call is open, the needs of earlier years that wait for a decision."""
    opened = Call.objects.open_on(portal_day()).first()
    members = own_members(reader(request))
    if opened is None or not members:
        return
    waiting = opened.open_needs().filter(member__in=members).order_by("rank", "pk")
    yield WorkCard(
        title=_("Needs for %(year)s") % {"year": opened.year},
        about=_("Name and rank what you need, by %(day)s.") % {"day": due_words(opened.closes_on)},
        rows=[row(need, _("Keep, change or drop…"), "call") for need in waiting[:SHOWN]],
        count=waiting.count(),
        all_url=reverse(NEEDS.address("call")),
        all_label=_("The call"),
    )


def named_needs(request: HttpRequest) -> Iterator[WorkCard]:
    """Needs that nobody has looked at yet."""
    named = Need.objects.standing().filter(state=NeedState.NAMED).select_related("member", "region")
    if count := named.count():
        yield WorkCard(
            title=_("Needs to look at"),
            about=_("Take them up, or say why not."),
            rows=[row(need, "", "") for need in named.order_by("rank", "-named_on", "pk")[:SHOWN]],
            count=count,
            all_url=f"{reverse(NEEDS.address('list'))}?state={NeedState.NAMED}",
            all_label=_("All of them"),
            is_sample=named.filter(is_sample=True).exists(),
        )


def row(need: Need, act: str, page: str) -> WorkRow:
    return WorkRow(
        title=need.title,
        url=need.get_absolute_url(),
        about=str(need.owner),
        act=act,
        act_url=reverse(NEEDS.address(page)) if page else "",
    )
