"""Participants in files: each row is one person at one event, who may be known from earlier events."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from activities.events.matching import Index, email_key, is_spelled_out
from activities.events.models import Participant, Person
from activities.events.selectors import Asked, matches_of
from kernel.loading.changes import Summary, Table
from kernel.loading.model_import import Wanted
from kernel.loading.problems import File
from kernel.registers.files import RecordImport
from kernel.registers.records import one_after_another
from kernel.registers.services import PROTECTED
from kernel.words import folded


class ParticipantImport(RecordImport):
    """A row without a code about somebody on the event's list is about that one.

    Whom a row means is proposed and may be said otherwise; one that stands on the list as the row says it
    is not asked about again.
    """

    unchecked: ClassVar[Any] = {*PROTECTED, "person"}
    keep_one = _("Keep one of the two, or say which of them is a new person.")

    def read(self, file: File, **given: Any) -> list[Wanted[Any]]:
        """Four queries more than other registers, however many rows there are; one import at a time."""
        one_after_another(Person)
        people = {person.pk: person for person in Person.objects.select_related("member")}
        self.people: Index[Person] = Index(people.values())
        self.listed: dict[tuple[int, int], str] = {}
        self.listed_as: dict[tuple[Any, ...], list[Participant]] = defaultdict(list)
        self.person_by_code: dict[str, Person] = {}
        told = ("code", "person", "event", "member", "name", "email", "sex")
        for one in Participant.objects.standing().only(*told).order_by("code"):
            one.person = people[one.person_id]
            self.people.note(one.person, one)
            self.listed[one.event_id, one.person_id] = one.code
            self.listed_as[as_listed(one)].append(one)
            self.person_by_code[one.code] = one.person
        self.said = file.source().options.matched
        self.asked: list[Asked] = []
        self.rows_of_new: dict[int, int] = {}
        self.in_file: set[tuple[int, int]] = set()
        wanted = super().read(file, **given)
        self.matches = matches_of(self.asked, file.name)
        return wanted

    def complete(self, new: Any, line: int) -> None:
        known = self.person_by_code.get(new.code) or self.person_on_list(new)
        new.person = known or self.person_of(new, line)
        place = place_of(new.event_id, new.person)
        new.code = new.code or self.listed.get(place, "")
        super().complete(new, line)
        self.listed.setdefault(place, new.code)
        self.in_file.add(place)

    def person_on_list(self, new: Any) -> Person | None:
        """Who stands there as the row says; several that read alike are taken one by one, by sex first."""
        same = self.listed_as.get(as_listed(new), [])
        found = next((one for one in same if one.sex == new.sex), next(iter(same), None))
        if found is None:
            return None
        same.remove(found)
        return found.person

    def person_of(self, new: Any, line: int) -> Person:
        asked = Asked.of(new, line, self.people, self.rows_of_new)
        is_twice = asked.taken is not None and place_of(new.event_id, asked.taken) in self.in_file
        if (asked.is_open or is_twice) and not new.code:
            self.asked.append(asked)
            asked.take(self.said.get(str(line), ""))
        if asked.taken is not None:
            self.people.note(asked.taken, new)
            return asked.taken
        person = Person.of(new)
        if self.people.has_email(person.email):
            person.email = ""
        self.rows_of_new[id(person)] = line
        self.people.take(person)
        self.people.note(person, new)
        return person

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


def place_of(event_id: int, person: Person) -> tuple[int, int]:
    return event_id, id(person) if person.pk is None else person.pk


def as_listed(one: Any) -> tuple[Any, ...]:
    """What a list says of somebody at an event."""
    return one.event_id, one.member_id, folded(one.name), email_key(one.email)
