"""What every command that loads a file shares: arguments, summary, problems, exit code."""

from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kernel.imports.importers import Importer, Request
from kernel.imports.services import run_now
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError, Problem
from kernel.loading.reading import Source, UnreadableFileError


class LoadCommand(BaseCommand):
    """Reads the files named, or those in data/ where none is; says what changes, and writes with --yes."""

    importer: ClassVar[Importer]
    files: ClassVar[dict[str, str]] = {}
    """Argument → name of the file in data/; an argument is the name of a slot of the importer."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, file in self.files.items():
            parser.add_argument(
                name, nargs="?", type=Path, help=f"a file like data/{file}; - stands for none"
            )
        parser.add_argument("--yes", action="store_true", help="write what is said")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, as without --yes")
        parser.add_argument(
            "--leave-out", action="store_true", help="leave out rows with problems; each problem is said"
        )
        for name, make in self.importer.asks.items():
            parser.add_argument(f"--{name}", default="", help=str(make().label))
        if self.importer.takes_plan:
            parser.add_argument("--plan", default="", help="code of the plan; needed where there are several")

    def handle(self, **options: Any) -> None:
        try:
            plan = options["plan"] if self.importer.takes_plan else ""
            request = Request(self.sources(options), plan, given=self.given(options))
            try:
                self.load(request, options)
            except LoadingError as error:
                if not options["leave_out"]:
                    raise
                self.say(error.problems)
                self.load(without_rows(request, error.problems), options)
        except LoadingError as error:
            self.say(error.problems)
            number = len(error.problems)
            raise CommandError(f"{number} problem{'s' * (number != 1)} found. Nothing was written.") from None

    def load(self, request: Request, options: dict[str, Any]) -> None:
        """Write, or say what would be written; raises LoadingError."""
        if options["yes"] and not options["dry_run"]:
            self.write(request, verbosity=options["verbosity"])
        else:
            self.report(self.importer.run(request, True), verbosity=options["verbosity"])  # noqa: FBT003

    def say(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.stderr.write(str(problem))

    def given(self, options: dict[str, Any]) -> dict[str, Any]:
        """What is asked for besides; raises LoadingError where it cannot be read."""
        found, problems = {}, []
        for name, make in self.importer.asks.items():
            try:
                found[name] = make().clean(options[name])
            except ValidationError as error:
                problems.append(Problem(f"--{name}", 0, "", " ".join(error.messages), ""))
        if problems:
            raise LoadingError(problems)
        return found

    def sources(self, options: dict[str, Any]) -> dict[str, Source]:
        """The files that are named and no other; all of data/ where none is."""
        named = {name: options[name] for name in self.files if options[name]}
        paths = named or {name: settings.DATA_DIR / file for name, file in self.files.items()}
        return {name: source_at(path) for name, path in paths.items() if str(path) != "-"}

    def write(self, request: Request, *, verbosity: int) -> None:
        of, summary = run_now(self.importer, request)
        self.report(summary, verbosity=verbosity)
        if verbosity > 0:
            self.stdout.write(f"Import {of.pk}; taken back by: manage.py undo_import {of.pk}")

    def report(self, summary: Summary, *, verbosity: int) -> None:
        if verbosity > 1:
            for line in summary.details:
                self.stdout.write(line)
            for match in summary.matches:
                self.stdout.write(str(match))
        if verbosity > 0:
            self.stdout.write(table_of(summary))
            if summary.dry_run:
                self.stdout.write("Nothing was written. To write it, add --yes.")


def without_rows(request: Request, problems: Iterable[Problem]) -> Request:
    """The same without the rows that have a problem; what concerns whole files stays."""
    rows: dict[str, set[int]] = defaultdict(set)
    for problem in problems:
        if problem.is_in_row:
            rows[problem.file].add(problem.row)
    return replace(
        request,
        sources={
            slot: replace(source, options=replace(source.options, left_out=frozenset(rows[source.name])))
            for slot, source in request.sources.items()
        },
    )


def source_at(path: Path) -> Source:
    try:
        return Source.of_path(path)
    except UnreadableFileError as error:
        raise LoadingError([Problem(path.name, error.row, "", error.wrong, error.mend)]) from error


HEAD = ("", "added", "changed", "unchanged", "not in the file")


def table_of(summary: Summary) -> str:
    """The summary as lines of text with columns."""
    rows = [HEAD] + [
        (count.name, str(count.added), str(count.changed), str(count.unchanged), str(count.absent))
        for count in summary.counts
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )
