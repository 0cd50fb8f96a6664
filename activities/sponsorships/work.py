"""What sponsorships give people to do: decide them, and tell what came of the meeting."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.registers import own_members
from activities.sponsorships.enums import SponsorshipState
from activities.sponsorships.models import Sponsorship
from activities.sponsorships.register import SPONSORSHIPS
from kernel.days import due_words, portal_day
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.requests import reader

SHOWN = 3


def register() -> None:
    register_work("member", Work(to_report_back, 36))
    register_work("devt", Work(to_decide, 51))
    register_work("devt", Work(not_reported, 56))


def to_report_back(request: HttpRequest) -> Iterator[WorkCard]:
    """One's own people who were at a meeting, of whom nothing was told yet."""
    own = own_members(reader(request))
    if own:
        awaited = Sponsorship.objects.report_awaited(portal_day()).filter(member__in=own)
        about = _("Tell what came of the meeting, within 30 days.")
        yield from card(awaited, _("Sponsorships to report back on"), about, act=_("Report back…"))


def to_decide(request: HttpRequest) -> Iterator[WorkCard]:
    waiting = Sponsorship.objects.standing().filter(state=SponsorshipState.ASKED)
    about = _("Grant them, or refuse them with the reason.")
    asked = f"{reverse(SPONSORSHIPS.address('list'))}?state={SponsorshipState.ASKED}"
    yield from card(waiting, _("Sponsorships to decide"), about, all_url=asked, all_label=_("All of them"))


def not_reported(request: HttpRequest) -> Iterator[WorkCard]:
    """Where the member has not reported back in time."""
    day = portal_day()
    late = [each.pk for each in Sponsorship.objects.report_awaited(day) if each.report_due_on() < day]
    about = _("The meeting was more than 30 days ago: ask the member.")
    yield from card(Sponsorship.objects.filter(pk__in=late), _("Sponsorships not reported back"), about)


def card(sponsorships: Any, title: str, about: str, *, act: str = "", **more: Any) -> Iterator[WorkCard]:
    if count := sponsorships.count():
        shown = sponsorships.select_related("member", "committee").order_by("starts_on", "pk")[:SHOWN]
        yield WorkCard(
            title=title,
            about=about,
            rows=[row(each, act) for each in shown],
            count=count,
            is_sample=sponsorships.filter(is_sample=True).exists(),
            **more,
        )


def row(sponsorship: Sponsorship, act: str) -> WorkRow:
    """With an act, until when it is to be done; else whose it is."""
    page = reverse(SPONSORSHIPS.address("move"), args=[sponsorship.code, "report_back"]) if act else ""
    about = due_words(sponsorship.report_due_on()) if act else sponsorship.member.country
    return WorkRow(sponsorship.title, sponsorship.get_absolute_url(), about=about, act=act, act_url=page)
