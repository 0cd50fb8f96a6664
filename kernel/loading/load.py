"""The transaction around a load."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pghistory
from django.db import IntegrityError, transaction

from kernel.joints import DATA_CHANGED, DataChanged
from kernel.loading.changes import Summary
from kernel.loading.problems import File, LoadingError, Problem, Problems
from kernel.loading.reading import Source


@dataclass
class Load:
    """One load under way: its problems, and what it changed."""

    dry_run: bool
    problems: Problems = field(default_factory=Problems)
    summary: Summary = field(default_factory=Summary)
    plan: Any = None
    """The plan whose results the change makes stale; None stands for every plan."""
    years: list[int] | None = None
    """The years likewise."""

    def file(self, origin: Path | Source) -> File:
        file = File(origin, self.problems)
        self.summary.files.append(file)
        return file

    @contextmanager
    def told(self) -> Iterator[None]:
        """Whoever hears of the problems hears what was read, too."""
        try:
            yield
        except LoadingError as error:
            error.summary = self.summary
            raise


@contextmanager
def one_load(name: str, *, dry_run: bool) -> Iterator[Load]:
    """Write all or nothing; who computes from the data hears of it in the same transaction.

    Raises LoadingError with all problems found, then nothing is written.
    """
    load = Load(dry_run=dry_run, summary=Summary(dry_run=dry_run))
    with load.told(), told_as_problem(name), transaction.atomic(), pghistory.context(loaded_by=name):
        yield load
        load.problems.stop_if_any()
        load.summary.plan, load.summary.years = load.plan, load.years
        if dry_run:
            transaction.set_rollback(True)
        elif load.summary.writes:
            DATA_CHANGED.call(DataChanged(load.plan, load.years))


@contextmanager
def told_as_problem(name: str) -> Iterator[None]:
    """What only the database could see, such as a clash with a record entered by hand."""
    try:
        yield
    except IntegrityError as error:
        wrong = " ".join(str(error).split())
        mend = "Compare the file with the record that it clashes with."
        raise LoadingError([Problem(name, 0, "", f"The database refuses it: {wrong}", mend)]) from error
