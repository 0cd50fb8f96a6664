"""What funds give DEVT to do: agreements that end soon, and reports that givers wait for."""

import datetime as dt
from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.funding.enums import REPORT_WARNED_BEFORE
from activities.funding.models import Agreement, DonorReport
from kernel.days import due_words, portal_day
from kernel.partial_dates import in_words
from kernel.registry import Work, WorkCard, WorkRow, register_work

SHOWN = 3


def register() -> None:
    register_work("devt", Work(ending, 62))
    register_work("devt", Work(reports_due, 63))


def ending(request: HttpRequest) -> Iterator[WorkCard]:
    found = Agreement.objects.ending(portal_day())
    if found:
        yield WorkCard(
            title=_("Agreements on funds that end soon"),
            about=_("Talk with the giver, or close the account."),
            rows=[
                WorkRow(each.title, each.get_absolute_url(), about=in_words(each.ends_on))
                for each in found[:SHOWN]
            ],
            count=len(found),
            is_sample=any(each.is_sample for each in found),
        )


def reports_due(request: HttpRequest) -> Iterator[WorkCard]:
    until = portal_day() + dt.timedelta(days=REPORT_WARNED_BEFORE)
    due = DonorReport.objects.filter(sent_on=None, due_on__lte=until, agreement__cancelled_at=None)
    if count := due.count():
        yield WorkCard(
            title=_("Reports to donors"),
            about=_("Send them, and note the day."),
            rows=[
                WorkRow(each.what, each.agreement.get_absolute_url(), about=due_words(each.due_on))
                for each in due.select_related("agreement").order_by("due_on", "pk")[:SHOWN]
            ],
            count=count,
            is_sample=due.filter(agreement__is_sample=True).exists(),
        )
