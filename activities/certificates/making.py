"""Typesetting certificates: of one, or of all of an event, as a worker does."""

import datetime as dt
from collections.abc import Sequence

import structlog
from django.db import transaction
from django.utils import translation

from activities.certificates.contents import certificates
from activities.certificates.enums import PrintingState
from activities.certificates.models import Printing
from activities.certificates.selectors import certified, people_of
from activities.certificates.typesetting import NoFontError, typeset
from activities.events.models import Event, Participant
from kernel.days import portal_day

log = structlog.get_logger(__name__)


def certificate_of(participant: Participant, *, day: dt.date) -> bytes:
    """Of one who gets one; raises `NoFontError`."""
    return bound(participant.event, [participant], day)


def bound(event: Event, people: Sequence[Participant], day: dt.date) -> bytes:
    return typeset("certificate", certificates(event, people, day=day), day=day)


def make(printing_id: int) -> None:
    """What a worker does; one that another worker holds is left to it."""
    try:
        with transaction.atomic():
            waiting = Printing.objects.waiting().select_for_update(skip_locked=True, of=("self",))
            if (
                printing := waiting.select_related("event__member", "event__country")
                .filter(pk=printing_id)
                .first()
            ):
                with translation.override(printing.language):
                    write(printing)
    except Exception:
        log.exception("certificates_failed", printing_id=printing_id)
        Printing.objects.waiting().filter(pk=printing_id).update(state=PrintingState.FAILED)


def write(printing: Printing) -> None:
    """Of those who get one by now."""
    people = list(certified(people_of(printing.event, printing.requested_by)))
    day = portal_day(printing.requested_at)
    try:
        content: bytes | None = bound(printing.event, people, day) if people else None
    except NoFontError:
        written = [one for one in people if can_be_written(one, printing.event, day)]
        printing.left_out = [one.code for one in people if one not in written]
        people = written
        content = bound(printing.event, people, day) if people else None
    printing.content, printing.count = content, len(people)
    printing.state = PrintingState.READY if people else PrintingState.FAILED
    printing.save()


def can_be_written(one: Participant, event: Event, day: dt.date) -> bool:
    try:
        bound(event, [one], day)
    except NoFontError:
        return False
    return True
