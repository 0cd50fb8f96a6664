"""Whom a row of a list may mean, told so that a person can decide."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.events.matching import Index, email_key, is_spelled_out
from activities.events.models import Participant, Person
from kernel.loading.matches import NEW, Candidate, Match
from kernel.words import folded

Place = tuple[int, int]
"""An event, and a person."""
ROW = "row-"
"""Begins the key of somebody who is new in the file."""


@dataclass
class Asked:
    """A row, whom it may mean with what is alike, and whom it is taken for: None for a new person."""

    line: int
    row: Any
    candidates: Mapping[str, tuple[Person, Any]]
    taken: Person | None
    is_certain: bool
    """Whether the name is written in full and on record as it stands here, and nothing speaks against it."""
    is_dropped: bool = False
    """Whether somebody chose who is not offered any more."""

    @classmethod
    def of(cls, row: Any, line: int, people: Index[Person], rows_of_new: Mapping[int, int]) -> Self:
        """`rows_of_new` tells those who are new in the file by the row in which they came first."""
        found = {key_of(person, rows_of_new): (person, why) for person, why in people.alike(row).values()}
        taken = people.find(row)
        is_certain = (
            taken is not None
            and is_spelled_out(row.name)
            and people.is_named(taken, row.name)
            and not (row.sex and taken.sex and row.sex != taken.sex)
        )
        return cls(line, row, found, taken, is_certain)

    @property
    def is_open(self) -> bool:
        """Whether somebody should look."""
        return bool(self.candidates) and not self.is_certain

    def take(self, said: str) -> None:
        """Whom somebody said; what is not offered any more is told, and is as if it was never said."""
        if said == NEW:
            self.taken = None
        elif said in self.candidates:
            self.taken = self.candidates[said][0]
        else:
            self.is_dropped = bool(said)

    @property
    def key(self) -> str:
        return next((key for key, (person, _why) in self.candidates.items() if person is self.taken), NEW)


class Lists:
    """Who is on record and stands on which list, for rows that are read one after the other.

    Whom a row means is proposed and may be `said` otherwise, by its number; one that stands on the event's
    list as the row says it is not asked about again.  Lists are read before people, so that whoever is
    added meanwhile is known.
    """

    def __init__(self, said: Mapping[str, str]) -> None:
        told = ("code", "person", "event", "member", "name", "email", "sex")
        listed = list(Participant.objects.standing().only(*told).order_by("code"))
        people = {person.pk: person for person in Person.objects.select_related("member")}
        self.said, self.people = said, Index(people.values())
        self.codes: dict[Place, str] = {}
        self.as_told: dict[tuple[Any, ...], list[Participant]] = defaultdict(list)
        self.by_code: dict[str, Person] = {}
        self.asked: list[Asked] = []
        self.rows_of_new: dict[int, int] = {}
        self.in_file: set[Place] = set()
        for one in listed:
            one.person = people[one.person_id]
            self.people.note(one.person, one)
            self.codes[place_of(one, one.person)] = one.code
            self.as_told[as_told(one)].append(one)
            self.by_code[one.code] = one.person

    def person_of(self, new: Any, line: int) -> Person:
        return self.by_code.get(new.code) or self._on_list(new) or self._asked(new, line)

    def code_of(self, new: Any) -> str:
        """Of the record of this person at the event; empty where there is none."""
        return self.codes.get(place_of(new, new.person), "")

    def add(self, new: Any) -> None:
        place = place_of(new, new.person)
        self.codes.setdefault(place, new.code)
        self.in_file.add(place)

    def matches(self, file: str) -> list[Match]:
        return matches_of(self.asked, file)

    def _on_list(self, new: Any) -> Person | None:
        """Who stands there as the row says; several that read alike are taken one by one, by sex first."""
        same = self.as_told.get(as_told(new), [])
        found = next((one for one in same if one.sex == new.sex), next(iter(same), None))
        if found is None:
            return None
        same.remove(found)
        return found.person

    def _asked(self, new: Any, line: int) -> Person:
        asked = Asked.of(new, line, self.people, self.rows_of_new)
        is_twice = asked.taken is not None and place_of(new, asked.taken) in self.in_file
        if (asked.is_open or is_twice) and not new.code:
            self.asked.append(asked)
            asked.take(self.said.get(str(line), ""))
        person = asked.taken or self._new(new, line)
        self.people.note(person, new)
        return person

    def _new(self, new: Any, line: int) -> Person:
        """Without an address that is somebody else's, as of an office."""
        person = Person.of(new)
        if self.people.has_email(person.email):
            person.email = ""
        self.rows_of_new[id(person)] = line
        self.people.take(person)
        return person


def place_of(listed: Any, person: Person) -> Place:
    return listed.event_id, id(person) if person.pk is None else person.pk


def as_told(one: Any) -> tuple[Any, ...]:
    """What a list says of somebody at an event."""
    return one.event_id, one.member_id, folded(one.name), email_key(one.email)


def key_of(person: Person, rows_of_new: Mapping[int, int]) -> str:
    return str(person.pk) if person.pk else f"{ROW}{rows_of_new[id(person)]}"


def matches_of(asked: Sequence[Asked], file: str) -> list[Match]:
    """One query, however many rows there are."""
    pks = {person.pk for each in asked for person, _why in each.candidates.values() if person.pk}
    been = events_of(pks) if pks else {}
    return [
        Match(
            file,
            each.line,
            each.row.name,
            briefly(each.row.email or _("no e-mail address"), each.row.member),
            tuple(
                Candidate(key, person.name, about(person, key, been.get(person.pk, [])), str(why))
                for key, (person, why) in each.candidates.items()
            ),
            each.key,
            is_dropped=each.is_dropped,
        )
        for each in asked
    ]


def events_of(pks: set[int]) -> Mapping[int, list[str]]:
    """The titles of the events that people were at, the last one last."""
    found = defaultdict(list)
    listed = Participant.objects.standing().filter(person__in=pks).order_by("event__starts_on", "event")
    for person, title in listed.values_list("person", "event__title"):
        found[person].append(title)
    return found


def about(person: Person, key: str, events: Sequence[str]) -> str:
    if not person.pk:
        return briefly(_("row %(row)s of this file") % {"row": key.removeprefix(ROW)}, person.member)
    known = person.email, person.member, person.get_sex_display()
    if not events:
        return briefly(*known, _("no event"))
    words = ngettext("%(number)s event: %(last)s", "%(number)s events, last %(last)s", len(events))
    return briefly(*known, words % {"number": len(events), "last": events[-1]})


def briefly(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)
