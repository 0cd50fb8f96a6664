"""What DEVT does with all people of an event at once."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.events.models import Event, Participant
from activities.events.models.nominations import not_listed
from activities.events.participants import PARTICIPANTS
from activities.events.rules import SELECT
from kernel.access import require
from kernel.registers.services import add_record

TAKEN_OVER = ("event", "name", "email", "member", "sex", "group")


@dataclass(frozen=True)
class TakenOver:
    added: int
    refused: list[str]
    """Those who cannot be on the list, each with the reason."""


@transaction.atomic
def take_over_selected(event: Event, *, by: Any) -> TakenOver:
    """Put everybody selected on the list of participants who does not stand there yet.

    Two that do it at once do it after each other: the second finds everybody there.
    """
    require(by, SELECT)
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    new = not_listed(event)
    refused = []
    for nomination in new:
        said = {name: getattr(nomination, name) for name in TAKEN_OVER}
        try:
            add_record(PARTICIPANTS, Participant(**said, source=nomination.code), by=by)
        except ValidationError as error:
            refused.append(f"{nomination}: {' '.join(error.messages)}")
    return TakenOver(len(new) - len(refused), refused)
