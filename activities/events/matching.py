"""Whether two rows of lists are of one person: by e-mail, else by member, surname and given name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _
from jellyfish import metaphone

from kernel.registers.declaration import ANONYMOUS
from kernel.words import folded

S = TypeVar("S")
"""Whoever has a name, an e-mail and a member."""
Key = tuple[int, str]
LONGEST = 150
"""Of a key; a name can become longer when its accents and ligatures are written out."""
ENOUGH = 4
"""Letters that tell a name from others when it is only heard."""

COMMAS = str.maketrans({"\u060c": ",", "\uff0c": ",", "\u3001": ","})
"""Those of other scripts."""
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mme", "mlle", "dr", "prof", "eng", "ing", "hon", "sir"])
MOST = 8
"""So many people are offered for one row."""
FEW = 3
"""A name that more people have tells nothing outside their member."""

SAME_EMAIL = _("same e-mail address")
OTHER_EMAIL = _("same member, same surname and initial, another e-mail address")
SAME_NAME = _("same member, same surname and initial")
SIMILAR = _("similar name")


def name_key(name: str) -> str:
    """`otieno a` of `Achieng Otieno` and `OTIENO, Achieng`; empty where there is no name."""
    if name == ANONYMOUS:
        return ""
    surname, given = parts_of(name)
    return f"{surname} {given[:1]}".strip()[:LONGEST]


def parts_of(name: str) -> tuple[str, str]:
    """Surname and given names, without titles."""
    surname, comma, given = (part.strip() for part in folded(name).translate(COMMAS).partition(","))
    if not comma:
        given, _blank, surname = untitled(surname).rpartition(" ")
    return untitled(surname), untitled(given)


def untitled(words: str) -> str:
    """`joseph mwangi` of `mr. joseph mwangi`."""
    kept = words.split()
    while len(kept) > 1 and kept[0].rstrip(".") in TITLES:
        kept = kept[1:]
    return " ".join(kept)


def sound_key(name: str) -> str:
    """`AL FTM` of `Fatuma Ali` and `ALY, Fatma`; empty where too little is left to tell."""
    words = " ".join(parts_of(name)).split() if name != ANONYMOUS else []
    key = " ".join(sorted(metaphone(word) or word for word in words))
    return key if len(key) >= ENOUGH else ""


def may_be_given(one: str, other: str) -> bool:
    """Whether `J.` and `Joseph` may be one; `Jane` and `Joseph` may not."""
    first, second = (next(iter(given.replace(".", " ").split()), "") for given in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return first == second or (len(shorter) <= 1 and longer.startswith(shorter))


def is_spelled_out(name: str) -> bool:
    """Whether a given name is more than a letter."""
    return len(parts_of(name)[1].replace(".", "")) > 1


def email_key(email: str) -> str:
    return email.strip().lower()


class Index(Generic[S]):
    """People that are known, by e-mail; and by name, where an e-mail does not tell.

    Each is known by all names and addresses that lists gave.
    """

    def __init__(self, people: Iterable[S]) -> None:
        self.by_email: dict[str, list[S]] = defaultdict(list)
        self.by_name: dict[Key, list[S]] = defaultdict(list)
        self.by_sound: dict[str, list[S]] = defaultdict(list)
        self.names: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for person in people:
            self.take(person)

    def take(self, person: Any) -> None:
        if person.member_id and (key := name_key(person.name)):
            self.by_name[person.member_id, key].append(person)
        if sound := sound_key(person.name):
            self.by_sound[sound].append(person)
        self.note(person, person)

    def note(self, person: S, listed: Any) -> None:
        """That a list names the person so."""
        self.names[id(person)].add(parts_of(listed.name))
        if listed.email and person not in (owners := self.by_email[email_key(listed.email)]):
            owners.append(person)

    def has_email(self, email: str) -> bool:
        return bool(email) and bool(self.by_email.get(email_key(email)))

    def find(self, someone: Any) -> S | None:
        """The one that it is; None where nobody is, or several may be.

        Of several with one address it is the one of the name; two different addresses are two people,
        whatever their names are.
        """
        if owners := self.owners(someone):
            named = [person for person in owners if self.is_named(person, someone.name)]
            return next(iter(named or (owners if len(owners) == 1 else ())), None)
        fitting = [
            person
            for person in self.named_alike(someone)
            if not (someone.email and person.email) and self.may_be(person, someone.name)
        ]
        if len(fitting) > 1:
            fitting = [person for person in fitting if self.is_named(person, someone.name)]
        return fitting[0] if len(fitting) == 1 else None

    def owners(self, someone: Any) -> list[S]:
        return self.by_email.get(email_key(someone.email), []) if someone.email else []

    def is_named(self, person: S, name: str) -> bool:
        return parts_of(name) in self.names[id(person)]

    def may_be(self, person: S, name: str) -> bool:
        """Whether the given name agrees with all that are known."""
        given = parts_of(name)[1]
        return all(may_be_given(given, known) for _surname, known in self.names[id(person)])

    def named_alike(self, someone: Any) -> list[Any]:
        """Those of the same member with the same surname and first letter."""
        return self.by_name.get((someone.member_id, name_key(someone.name)), []) if someone.member_id else []

    def alike(self, someone: Any) -> dict[int, tuple[S, Any]]:
        """Whom it may mean, the most likely first, and what is alike."""
        found: dict[int, tuple[S, Any]] = {}
        for person, why in islice(self._alike(someone), MOST * MOST):
            found.setdefault(id(person), (person, why))
            if len(found) == MOST:
                break
        return found

    def _alike(self, someone: Any) -> Iterator[tuple[Any, Any]]:
        owners = self.owners(someone)
        likely = self.find(someone)
        yield from ((person, SAME_EMAIL) for person in owners if person is likely)
        yield from ((person, SAME_EMAIL) for person in owners)
        named = self.named_alike(someone)
        for person in (*(each for each in named if each is likely), *named):
            yield person, OTHER_EMAIL if someone.email and person.email else SAME_NAME
        heard: list[Any] = self.by_sound.get(sound_key(someone.name), [])
        is_common = len(heard) > FEW
        for person in heard:
            if not is_common or person.member_id == someone.member_id:
                yield person, SIMILAR
