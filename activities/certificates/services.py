"""Sign-in sheets, and asking a worker for the certificates of an event."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from activities.certificates.contents import sign_in_sheet
from activities.certificates.enums import PrintingState
from activities.certificates.models import Printing
from activities.certificates.rules import PRINT_PAPERS
from activities.certificates.selectors import certified, people_of, why_not_of
from activities.certificates.tasks import make_certificates
from activities.certificates.typesetting import NoFontError, typeset
from activities.events.models import Event, Participant
from activities.events.models.nominations import not_listed
from activities.privacy.joints import Forgotten
from kernel.access import require
from kernel.queue import enqueue_after_commit
from kernel.registers.declaration import ANONYMOUS
from members.models import User


def sheet_of(event: Event, *, by: User, day: dt.date) -> bytes:
    """Of those on the list, and those who are selected; a letter that no font has is a box to write over."""
    require(by, PRINT_PAPERS)
    listed = people_of(event, by).exclude(name=ANONYMOUS)
    expected = sorted([*listed, *not_listed(event)], key=lambda one: (one.name.casefold(), one.code))
    contents = sign_in_sheet(event, expected)
    try:
        return typeset("sheet", contents, day=day)
    except NoFontError:
        return typeset("sheet", contents, day=day, is_strict=False)


@transaction.atomic
def print_all(event: Event, *, by: User, now: dt.datetime) -> Printing:
    """Have a worker make the certificates of all; raises `ValidationError` where nobody gets one."""
    require(by, PRINT_PAPERS)
    if problem := why_not_of(event):
        raise ValidationError(problem)
    count = certified(people_of(event, by)).count()
    if not count:
        raise ValidationError(_("Nobody on the list is marked as present."))
    asked = {
        "requested_at": now,
        "language": translation.get_language(),
        "state": PrintingState.WAITING,
        "content": None,
        "count": count,
        "left_out": [],
    }
    printing, _is_new = Printing.objects.update_or_create(event=event, requested_by=by, defaults=asked)
    enqueue_after_commit(make_certificates, printing.pk)
    return printing


def forget_certificates_with(forgotten: Forgotten) -> None:
    """A file in which somebody may stand whose name has left a list."""
    if isinstance(forgotten.record, Participant):
        Printing.objects.filter(event=forgotten.record.event_id).delete()
