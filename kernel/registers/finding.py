"""What search finds in registers: one query says which of them hold the words."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, Value

from kernel.registers.declaration import Register, registers_of
from kernel.registry import Finder, Hit

POSITION = 60
MOST_FOUND = 200
"""So many of the newest records that hold the words are weighed against each other."""


def holding(user: Any, words: list[str]) -> list[Finder]:
    """Of the registers that hold all of the words in a record that this person may see."""
    opened = registers_of(user)
    parts = [
        found(each, user, words).order_by().annotate(register=Value(each.key)).values_list("register")[:1]
        for each in opened
    ]
    keys = {key for (key,) in parts[0].union(*parts[1:], all=True)} if parts else set()
    return [
        Finder(register.words.title, finder(register), POSITION)
        for register in opened
        if register.key in keys
    ]


def found(register: Register[Any], user: Any, words: list[str]) -> Any:
    holds = reduce(and_, (Q(search_text__contains=word) for word in words))
    return register.visible_to(user).filter(holds)


def finder(register: Register[Any]) -> Callable[[Any, list[str]], Iterator[Hit]]:
    def hits(user: Any, words: list[str]) -> Iterator[Hit]:
        if not user.has_perm(register.permissions.view):
            return
        for record in found(register, user, words).listed().order_by("-pk")[:MOST_FOUND]:
            title = str(getattr(record, "title", record))
            about = str(register.words.title)
            yield Hit(record.code, title, about, record.get_absolute_url(), also=record.search_text)

    return hits
