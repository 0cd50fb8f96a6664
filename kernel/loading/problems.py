"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong; `row` is the line in the file, `column` a column or a dotted key."""

    file: str
    row: int
    column: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        parts = (self.file, self.row and f"row {self.row}", self.column and f"column {self.column}")
        place = ", ".join(part for part in parts if part)
        return f"{place}: {self.wrong} {self.mend}".rstrip()


class LoadingError(Exception):
    """Nothing was written, because of these problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Problems:
    """The problems found so far, in all files of one load."""

    found: list[Problem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def add(self, file: str, row: int, column: str, wrong: str, mend: str = "") -> None:
        self.found.append(Problem(file, row, column, wrong, mend))

    def stop_if_any(self) -> None:
        if self.found:
            raise LoadingError(self.found)


@dataclass
class File:
    """A file that is being read, and where its problems go."""

    path: Path
    problems: Problems

    def refuse(self, row: int, column: str, wrong: str, mend: str = "") -> None:
        self.problems.add(self.path.name, row, column, wrong, mend)


FEW = 12


def one_of(wanted: str, known: Iterable[str]) -> str:
    """How to mend a word that is not known: the nearest ones, or all where they are few."""
    words = sorted(known)
    near = get_close_matches(wanted, words, n=1, cutoff=0.7)
    if near:
        return f"Did you mean “{near[0]}”?"
    if words and len(words) <= FEW:
        return f"Use one of: {', '.join(words)}."
    return "Check the spelling."
