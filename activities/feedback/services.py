"""Ask, answer, close; nothing is answered before it is asked, nor after."""

import datetime as dt
import uuid

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.events.models import Event
from activities.events.rules import CHANGE_EVENT
from activities.feedback.enums import LONGEST_DAYS, MOST, TAKEN_OUT, Way
from activities.feedback.models import QUESTIONS, Asking, Response
from activities.feedback.rules import TAKE_OUT
from kernel.access import require
from kernel.days import portal_day
from kernel.registers.records import one_after_another
from kernel.workflow import audited
from members.models import User

log = structlog.get_logger(__name__)


@transaction.atomic
def ask(event: Event, closes_on: dt.date, *, by: User, now: dt.datetime) -> Asking:
    """Raises `ValidationError` where nobody can come, or the day is past or too far away."""
    require(by, CHANGE_EVENT, event)
    one_after_another(Asking)
    if event.is_cancelled:
        raise ValidationError(_("The event is cancelled; nobody can be asked about it."))
    if made := Asking.objects.filter(event=event).first():
        return made
    refuse_days(closes_on, event)
    made = Asking(event=event, closes_on=closes_on, opened_by=by, opened_at=now, is_sample=event.is_sample)
    made.full_clean()
    with audited(made, "ask", by, ""):
        made.save()
    return made


def refuse_days(closes_on: dt.date, event: Event) -> None:
    today = portal_day()
    last = max(event.ended_on or today, today) + dt.timedelta(days=LONGEST_DAYS)
    if not today <= closes_on <= last:
        words = _("Give a day from today on, %(days)s days after the event at most.")
        raise ValidationError({"closes_on": words % {"days": LONGEST_DAYS}})


@transaction.atomic
def close(asking: Asking, *, by: User, now: dt.datetime) -> None:
    """From now on nobody answers, and the answers can be read; it is not opened again."""
    current = Asking.objects.select_for_update(of=("self",)).get(pk=asking.pk)
    require(by, CHANGE_EVENT, current.event)
    if current.is_over:
        return
    if not current.is_open:
        raise ValidationError(_("The event is cancelled; its answers stay closed until the day is over."))
    current.closed_at = now
    with audited(current, "close", by, ""):
        current.save()


@transaction.atomic
def answer(response: Response, *, by: User | None = None) -> Response:
    """Kept once, however often the same is sent; another answer by the same form is another one's.

    `by` types what stands on a sheet, or what is told by telephone; who answers in the room is not known.
    Raises `ValidationError` where nobody is asked any more, or too many have answered.
    """
    asking = Asking.objects.select_for_update(of=("self",)).get(pk=response.asking_id)
    response.ticket = ticket_of(response)
    if before := asking.responses.filter(ticket=response.ticket).first():
        return before
    if not asking.is_open:
        raise ValidationError(_("The time to answer is over. Nothing was kept of this form."))
    if asking.responses.count() >= MOST:
        raise ValidationError(_("Too many have answered already. Nothing was kept of this form."))
    if by is not None:
        require(by, CHANGE_EVENT, asking.event)
    response.received_on, response.entered_by = portal_day(), by
    response.is_sample = asking.is_sample
    if by is None:
        response.way = Way.ROOM
    response.full_clean(exclude={"ticket"})
    response.save()
    return response


def ticket_of(response: Response) -> uuid.UUID:
    """Of a form and what it says."""
    return uuid.uuid5(response.ticket, repr([response.way, *(getattr(response, name) for name in QUESTIONS)]))


@transaction.atomic
def take_out(response: Response, *, by: User) -> None:
    """A remark that names somebody; that there was one stays, and the log says who took it out."""
    require(by, TAKE_OUT)
    Response.objects.filter(pk=response.pk).exclude(otherwise="").update(otherwise=TAKEN_OUT)
    log.info("remark_taken_out", event_of=response.asking.event_id, by=by.pk)
