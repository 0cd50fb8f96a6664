"""What every command that loads a file shares: arguments, summary, problems, exit code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError


class LoadCommand(BaseCommand):
    """Reads its files, by default those in data/, and says what it added, changed and left."""

    files: ClassVar[dict[str, str]] = {}
    """Argument → name of the file in data/ that is read without it."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, file in self.files.items():
            default = settings.DATA_DIR / file
            parser.add_argument(name, nargs="?", type=Path, default=default, help=f"by default data/{file}")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")

    def load(self, **options: Any) -> Summary:
        raise NotImplementedError

    def handle(self, **options: Any) -> None:
        wanted = {name: options[name] for name in (*self.files, "dry_run", *self.own_options())}
        try:
            summary = self.load(**wanted)
        except LoadingError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            number = len(error.problems)
            raise CommandError(f"{number} problem{'s' * (number != 1)} found. Nothing was written.") from None
        self.report(summary, verbosity=options["verbosity"])

    def own_options(self) -> tuple[str, ...]:
        """Names of further options that `load` takes."""
        return ()

    def report(self, summary: Summary, *, verbosity: int) -> None:
        if verbosity > 1:
            for line in summary.details:
                self.stdout.write(line)
        if verbosity > 0:
            self.stdout.write(table_of(summary))
            if summary.dry_run:
                self.stdout.write("Dry run: nothing was written.")


class LoadForPlanCommand(LoadCommand):
    """Loads a file that belongs to one plan."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--plan", default="", help="code of the plan; needed where there are several")

    def own_options(self) -> tuple[str, ...]:
        return ("plan",)


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
