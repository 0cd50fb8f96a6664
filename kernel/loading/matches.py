"""Rows that may be about somebody who is on record already: proposed, and decided by a person."""

from dataclasses import dataclass

NEW = "new"
"""What is said of a row that is about nobody on record."""


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a row may mean; `key` tells them apart within one match."""

    key: str
    name: str
    about: str
    """What else tells who it is, in words."""
    why: str
    """What is alike, in words."""


@dataclass(frozen=True)
class Match:
    """A row of a file, whom it may mean, and whom it is taken to mean."""

    file: str
    row: int
    name: str
    about: str
    candidates: tuple[Candidate, ...]
    taken: str
    """The key of a candidate, or NEW."""
    is_dropped: bool = False
    """Whether somebody chose a candidate that is not offered any more."""

    def __str__(self) -> str:
        found = {candidate.key: candidate for candidate in self.candidates}
        taken = found.get(self.taken)
        whom = f"{taken.name} ({taken.about}; {taken.why})" if taken else NEW
        return f"{self.file}, row {self.row}: {self.name} ({self.about}) → {whom}"
