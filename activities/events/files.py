"""Participants in files: each row is one person at one event, who may be known from earlier events."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from activities.events.matching import is_spelled_out
from activities.events.models import Participant, Person
from activities.events.selectors import Lists
from kernel.loading.changes import Summary, Table
from kernel.loading.model_import import Wanted
from kernel.loading.problems import File
from kernel.registers.declaration import ANONYMOUS
from kernel.registers.files import RecordImport
from kernel.registers.records import one_after_another
from kernel.registers.services import PROTECTED


class ParticipantImport(RecordImport):
    """A row without a code about somebody on the event's list is about that one."""

    unchecked: ClassVar[Any] = {*PROTECTED, "person"}
    keep_one = _("Keep one of the two, or say which of them is a new person.")

    def read(self, file: File, **given: Any) -> list[Wanted[Any]]:
        """Five queries more than other registers, however many rows there are; one import at a time."""
        one_after_another(Person)
        self.nameless = set(Participant.objects.filter(name=ANONYMOUS).values_list("event", flat=True))
        self.lists = Lists(file.source().options.matched)
        wanted = super().read(file, **given)
        self.matches = self.lists.matches(file.name)
        return wanted

    def complete(self, new: Any, line: int) -> None:
        new.person = self.lists.person_of(new, line)
        new.code = new.code or self.lists.code_of(new)
        super().complete(new, line)
        self.lists.add(new)

    def may_be_written(self, new: Any, old: Any) -> None:
        """Where names have left a list, nobody can tell whether a row is about somebody on it."""
        super().may_be_written(new, old)
        if old is None and new.event_id in self.nameless:
            words = _("Names have left the list of this event; a row without its code would double somebody.")
            raise ValidationError({"event": words})

    def said_of(self, own: dict[str, Any], existing: Any, *, is_named: bool) -> dict[str, Any]:
        """A row that names no code leaves what it does not tell, and a name that is written in full."""
        if existing is None or is_named:
            return own
        told = {name: value for name, value in own.items() if value not in (None, "")}
        if not is_spelled_out(own["name"]):
            del told["name"]
        return told

    def write(self, wanted: Sequence[Wanted[Any]], summary: Summary) -> Table[Any]:
        """Who is not known yet comes first, for participants point at them."""
        added = [row.instance.person for row in wanted if row.instance._state.adding]
        unknown = {id(person): person for person in added if person.pk is None}.values()
        Table(Person.objects.none(), key=("pk",), summary=summary).write(unknown)
        return super().write(wanted, summary)
