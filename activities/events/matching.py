"""Whether two rows of lists are of one person: by e-mail, else by member, surname and given name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from jellyfish import metaphone

from kernel.words import folded

S = TypeVar("S")
"""Whoever has a name, an e-mail and a member."""
Key = tuple[int, str]
LONGEST = 150
"""Of a key; a name can become longer when its accents and ligatures are written out."""
ENOUGH = 4
"""Letters that tell a name from others when it is only heard."""

FEW = 3
"""A name that more people have tells nothing outside their member."""

SAME_EMAIL = _("same e-mail address")
OTHER_EMAIL = _("same member, same surname and initial, another e-mail address")
SAME_NAME = _("same member, same surname and initial")
SIMILAR = _("similar name")


def name_key(name: str) -> str:
    """`otieno a` of `Achieng Otieno` and `OTIENO, Achieng`; empty where there is no name."""
    surname, given = parts_of(name)
    return f"{surname} {given[:1]}".strip()[:LONGEST]


def parts_of(name: str) -> tuple[str, str]:
    """Surname and given names."""
    surname, comma, given = (part.strip() for part in folded(name).partition(","))
    if not comma:
        given, _blank, surname = surname.rpartition(" ")
    return surname, given.strip()


def sound_key(name: str) -> str:
    """`AL FTM` of `Fatuma Ali` and `ALY, Fatma`; empty where too little is left to tell."""
    words = folded(name).replace(",", " ").split()
    key = " ".join(sorted(metaphone(word) or word for word in words))
    return key if len(key) >= ENOUGH else ""


def may_be_given(one: str, other: str) -> bool:
    """Whether `J.` and `Joseph` may be one; `Jane` and `Joseph` may not."""
    first, second = (next(iter(given.replace(".", " ").split()), "") for given in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return first == second or (len(shorter) <= 1 and longer.startswith(shorter))


def is_spelled_alike(one: str, other: str) -> bool:
    return parts_of(one) == parts_of(other)


def is_spelled_out(name: str) -> bool:
    """Whether a given name is more than a letter."""
    return len(parts_of(name)[1].replace(".", "")) > 1


def email_key(email: str) -> str:
    return email.strip().lower()


class Index(dict[str, S]):
    """People that are known, by e-mail; and by name, where an e-mail does not tell."""

    def __init__(self, people: Iterable[S]) -> None:
        super().__init__()
        self.by_name: dict[Key, list[S]] = defaultdict(list)
        self.by_sound: dict[str, list[S]] = defaultdict(list)
        for person in people:
            self.take(person)

    def take(self, person: Any) -> None:
        if person.email:
            self.setdefault(email_key(person.email), person)
        if person.member_id and (key := name_key(person.name)):
            self.by_name[person.member_id, key].append(person)
        if sound := sound_key(person.name):
            self.by_sound[sound].append(person)

    def find(self, someone: Any) -> S | None:
        """The one that it is; None where nobody is, or several may be.

        Two different e-mails are two people, whatever their names are.
        """
        email = email_key(someone.email)
        if email and email in self:
            return self[email]
        given = parts_of(someone.name)[1]
        fitting: list[Any] = [
            person
            for person in self.named_alike(someone)
            if not (email and person.email) and may_be_given(given, parts_of(person.name)[1])
        ]
        if len(fitting) > 1:
            fitting = [person for person in fitting if is_spelled_alike(person.name, someone.name)]
        return fitting[0] if len(fitting) == 1 else None

    def named_alike(self, someone: Any) -> list[Any]:
        """Those of the same member with the same surname and first letter."""
        return self.by_name.get((someone.member_id, name_key(someone.name)), []) if someone.member_id else []

    def alike(self, someone: Any) -> Iterator[tuple[S, Any]]:
        """Everybody whom it may mean, once, and what is alike."""
        seen: set[int] = set()
        for person, why in self._alike(someone):
            if id(person) not in seen:
                seen.add(id(person))
                yield person, why

    def _alike(self, someone: Any) -> Iterator[tuple[Any, Any]]:
        email = email_key(someone.email)
        if email and email in self:
            yield self[email], SAME_EMAIL
        for person in self.named_alike(someone):
            yield person, OTHER_EMAIL if email and person.email else SAME_NAME
        heard: list[Any] = self.by_sound.get(sound_key(someone.name), [])
        is_common = len(heard) > FEW
        for person in heard:
            if not is_common or person.member_id == someone.member_id:
                yield person, SIMILAR
