"""What is wrong with a file, where, and how to mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kernel.loading.reading import Sheet, Source, UnreadableFileError

if TYPE_CHECKING:
    from kernel.loading.changes import Summary


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong; `row` is the line in the file, `column` a column or a dotted key."""

    file: str
    row: int
    column: str
    wrong: str
    mend: str
    cell: str = ""
    """Where cells have addresses: `F14`."""
    value: str = ""
    """What stands in the cell."""
    suggestion: str = ""
    """What could be taken instead."""
    allowed: str = ""
    """In words."""
    choices: tuple[str, ...] = ()
    """All that is allowed, where that is little."""
    is_workbook: bool = False
    is_in_row: bool = False
    """Whether it is about a row of data, which can be left out."""

    def __str__(self) -> str:
        row = self.cell if self.is_workbook and self.cell else self.row and f"row {self.row}"
        parts = (self.file, row, self.column and f"column {self.column}")
        place = ", ".join(part for part in parts if part)
        return f"{place}: {self.wrong} {self.mend}".rstrip()


class LoadingError(Exception):
    """Nothing was written, because of these problems."""

    summary: "Summary | None" = None
    """What was read and would have been written."""

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

    def add(self, problem: Problem) -> None:
        self.found.append(problem)

    def stop_if_any(self) -> None:
        if self.found:
            raise LoadingError(self.found)


@dataclass
class File:
    """A file that is being read, and where its problems go."""

    origin: Path | Source
    problems: Problems
    sheet: Sheet | None = None
    """Once it is read, where it is a table."""

    @property
    def name(self) -> str:
        return self.origin.name

    def source(self) -> Source:
        """Raises UnreadableFileError where there is no such file."""
        return self.origin if isinstance(self.origin, Source) else Source.of_path(self.origin)

    def refuse(self, row: int, column: str, wrong: str, mend: str = "", **more: Any) -> None:
        """`more` is what else a `Problem` can tell."""
        self.problems.add(self.placed(Problem(self.name, row, column, wrong, mend, **more)))

    def refuse_whole(self, error: UnreadableFileError) -> None:
        self.refuse(error.row, "", error.wrong, error.mend)

    def placed(self, problem: Problem) -> Problem:
        """With the address of the cell and what stands there, where the column is one of the sheet."""
        if self.sheet is None:
            return problem
        row = self.sheet.row_at(problem.row)
        problem = replace(problem, is_in_row=row is not None)
        if problem.column not in self.sheet.headings:
            return problem
        place = self.sheet.headings.index(problem.column)
        return replace(
            problem,
            cell=self.sheet.address(problem.row, place),
            value=row.texts[place] if row else "",
            is_workbook=self.sheet.is_workbook,
        )


FEW = 12


def one_of(wanted: str, known: Iterable[str]) -> str:
    """How to mend a word that is not known: the nearest ones, or all where they are few."""
    words = sorted(known)
    if near := nearest(wanted, words):
        return f"Did you mean “{near}”?"
    if words and len(words) <= FEW:
        return f"Use one of: {', '.join(words)}."
    return "Check the spelling."


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The word that somebody who wrote `wanted` most likely meant, or nothing."""
    return next(iter(get_close_matches(wanted, list(known), n=1, cutoff=0.7)), "")
