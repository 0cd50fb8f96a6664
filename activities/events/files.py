"""Participants in files: each row is one person at one event, who may be known from earlier events."""

from collections.abc import Sequence
from typing import Any, ClassVar

from activities.events.matching import Index
from activities.events.models import Participant, Person
from kernel.loading.changes import Summary, Table
from kernel.loading.model_import import Wanted
from kernel.loading.problems import File
from kernel.registers.files import RecordImport
from kernel.registers.services import PROTECTED


class ParticipantImport(RecordImport):
    """A row without a code about somebody on the event's list is about that one."""

    unchecked: ClassVar[Any] = {*PROTECTED, "person"}

    def read(self, file: File, **given: Any) -> list[Wanted[Any]]:
        """Two queries more than other registers, however many rows there are."""
        self.people: Index[Person] = Index(Person.objects.all())
        listed = Participant.objects.standing().values_list("event_id", "person_id", "code")
        self.listed: dict[tuple[int, Any], str] = {(event, person): code for event, person, code in listed}
        return super().read(file, **given)

    def complete(self, new: Any) -> None:
        new.person = self.person_of(new)
        place = (new.event_id, id(new.person) if new.person.pk is None else new.person.pk)
        new.code = new.code or self.listed.get(place, "")
        super().complete(new)
        self.listed.setdefault(place, new.code)

    def person_of(self, new: Any) -> Person:
        person = self.people.find(new)
        if person is None:
            person = Person.of(new)
            self.people.take(person)
        return person

    def write(self, wanted: Sequence[Wanted[Any]], summary: Summary) -> Table[Any]:
        """Who is not known yet comes first, for participants point at them."""
        added = [row.instance.person for row in wanted if row.instance._state.adding]
        unknown = {id(person): person for person in added if person.pk is None}.values()
        Table(Person.objects.none(), key=("pk",), summary=summary).write(unknown)
        return super().write(wanted, summary)
