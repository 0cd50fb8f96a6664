"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

LINES, WORDS = re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"\s+|\w+|[^\w\s]")
MOST_UNITS, LONGEST_SEARCH = 1_000, 0.05
"""Lines or words compared with as many, and seconds; of what is longer the one is told for the other."""
FIRST_CHARACTER = 0xE000
"""Behind those that only stand in pairs."""


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
    return list(_compared(before, after, LINES, WORDS))


def whole_diff(before: str, after: str) -> list[Piece]:
    """The one text for the other, for figures and states, of which half a word means nothing."""
    old = [Piece(before, is_deleted=True)] if before else []
    new = [Piece(after, is_inserted=True, replaces=bool(before))] if after else []
    return [*old, *new]


def _compared(before: str, after: str, unit: re.Pattern[str], *finer: re.Pattern[str]) -> Iterator[Piece]:
    """By units, and what was replaced by finer ones."""
    for deleted, inserted, kept in _changes(unit.findall(before), unit.findall(after)):
        if deleted and inserted and finer:
            yield from _compared(deleted, inserted, *finer)
        else:
            yield from whole_diff(deleted, inserted)
        if kept:
            yield Piece(kept)


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    """What is deleted, what is inserted in its place, and what is kept behind both."""
    start = _same(before, after)
    end = _same(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    yield "", "", "".join(before[:start])
    if max(len(old), len(new)) > MOST_UNITS:
        yield "".join(old), "".join(new), ""
    else:
        yield from _matched(old, new)
    yield "", "", "".join(before[len(before) - end :])


def _same(before: list[str], after: list[str]) -> int:
    """How many units at the beginning are the same."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))


def _matched(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    """The library compares characters, so each unit is given one."""
    units = list(dict.fromkeys([*before, *after]))
    characters = {unit: chr(FIRST_CHARACTER + place) for place, unit in enumerate(units)}
    matcher = diff_match_patch()
    matcher.Diff_Timeout = LONGEST_SEARCH
    old, new = ("".join(map(characters.__getitem__, text)) for text in (before, after))
    deleted = inserted = ""
    for kind, found in matcher.diff_main(old, new, checklines=False):
        text = "".join(units[ord(character) - FIRST_CHARACTER] for character in found)
        if kind == matcher.DIFF_DELETE:
            deleted = text
        elif kind == matcher.DIFF_INSERT:
            inserted = text
        else:
            yield deleted, inserted, text
            deleted = inserted = ""
    yield deleted, inserted, ""
