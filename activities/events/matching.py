"""Whether two rows of lists are of one person: by e-mail, else by member, surname and first letter."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from kernel.words import folded

S = TypeVar("S")
"""Whoever has a name, an e-mail and a member."""
Key = tuple[int, str]
LONGEST = 150
"""Of a key; a name can become longer when its accents and ligatures are written out."""


def name_key(name: str) -> str:
    """`otieno a` of `Achieng Otieno` and `OTIENO, Achieng`; empty where there is no name."""
    surname, comma, given = (part.strip() for part in folded(name).partition(","))
    if not comma:
        given, _blank, surname = surname.rpartition(" ")
    return f"{surname} {given.strip()[:1]}".strip()[:LONGEST]


def email_key(email: str) -> str:
    return email.strip().lower()


class Index(dict[str, S]):
    """People that are known, by e-mail; and by name, where an e-mail does not tell."""

    def __init__(self, people: Iterable[S]) -> None:
        super().__init__()
        self.by_name: dict[Key, list[S]] = defaultdict(list)
        for person in people:
            self.take(person)

    def take(self, person: Any) -> None:
        if person.email:
            self.setdefault(email_key(person.email), person)
        if person.member_id and (key := name_key(person.name)):
            self.by_name[person.member_id, key].append(person)

    def find(self, someone: Any) -> S | None:
        """The one that it is; None where nobody is, or several may be.

        Two different e-mails are two people, whatever their names are.
        """
        email = email_key(someone.email)
        if email and email in self:
            return self[email]
        if not someone.member_id:
            return None
        alike: list[Any] = self.by_name.get((someone.member_id, name_key(someone.name)), [])
        fitting = [person for person in alike if not (email and person.email)]
        return fitting[0] if len(fitting) == 1 else None
