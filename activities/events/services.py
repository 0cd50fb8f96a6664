"""What DEVT does with all people of an event at once."""

from typing import Any

from django.db import transaction

from activities.events.models import Event, Participant
from activities.events.models.nominations import not_listed
from activities.events.participants import PARTICIPANTS
from activities.events.rules import SELECT
from kernel.access import require
from kernel.registers.services import add_record

TAKEN_OVER = ("event", "name", "email", "member", "sex", "group")


@transaction.atomic
def take_over_selected(event: Event, *, by: Any) -> int:
    """Put everybody selected on the list of participants; how many stood there not yet.

    Two that do it at once do it after each other: the second finds everybody there.
    """
    require(by, SELECT)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    new = not_listed(event)
    for nomination in new:
        said = {name: getattr(nomination, name) for name in TAKEN_OVER}
        add_record(PARTICIPANTS, Participant(**said, source=nomination.code), by=by)
    return len(new)
