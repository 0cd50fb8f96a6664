"""Finding pages by a few words, among whatever the apps have registered.

A plan has some hundreds of things and the world some two hundred countries, so they
are read once per search and compared here, where accents and apostrophes do not matter;
of kinds that have thousands, the database finds those that hold the words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from kernel.registry import Hit, finders
from kernel.words import folded, holds_all, words_of
from members.models import User

MOST_HITS = 20


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more` tells how many are left out."""

    title: str | Promise
    hits: list[Hit]
    more: int


def find(user: User, query: str) -> list[Group]:
    """What `user` may see and what holds every word of `query`, in any order, best first."""
    words = words_of(query)
    if not words:
        return []
    groups = [group(finder.title, finder.hits(user, words), words) for finder in finders(user, words)]
    return [found for found in groups if found.hits]


def group(title: str | Promise, hits: Iterable[Hit], words: list[str]) -> Group:
    found = sorted((hit for hit in hits if holds(hit, words)), key=lambda hit: closeness(hit, words))
    return Group(title, found[:MOST_HITS], max(len(found) - MOST_HITS, 0))


def holds(hit: Hit, words: list[str]) -> bool:
    return holds_all([hit.code, hit.title, hit.about, hit.also], words)


def closeness(hit: Hit, words: list[str]) -> tuple[int, int]:
    """Small where the code is, ends in or holds what was typed, then where the title starts with or holds it.

    What is found by its code keeps its order, what is found by its title starts with the shortest.
    """
    code, title, typed = folded(hit.code), folded(hit.title), " ".join(words)
    by_code = re.search(rf"(?<!\w){re.escape(typed)}(?!\w)", code)
    signs = [
        code == typed,
        title == typed,
        bool(by_code) and code.endswith(typed),
        bool(by_code),
        title.startswith(typed),
        all(word in title for word in words),
    ]
    return signs.index(True) if True in signs else len(signs), 0 if by_code else len(title)
