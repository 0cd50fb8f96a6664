"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A part of a text: unchanged, inserted or deleted."""

    text: str
    is_inserted: bool = False
    is_deleted: bool = False
    replaces: bool = False
    """Inserted for what is deleted just before it: a page sets them apart, so that 3 and 4 never read 34."""


def word_diff(before: str, after: str) -> list[Piece]:
    """Both texts in one: without what is inserted it reads `before`, without what is deleted `after`."""
    return list(_pieces(WORDS.findall(before), WORDS.findall(after)))


def whole_diff(before: str, after: str) -> list[Piece]:
    """The one text for the other, for figures and states, of which half a word means nothing."""
    old = [Piece(before, is_deleted=True)] if before else []
    new = [Piece(after, is_inserted=True, replaces=bool(before))] if after else []
    return [*old, *new]


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind == "equal":
            yield Piece(old)
            continue
        if old:
            yield Piece(old, is_deleted=True)
        if new:
            yield Piece(new, is_inserted=True, replaces=bool(old))
