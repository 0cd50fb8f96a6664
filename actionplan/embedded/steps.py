"""What a demo does once, before its servers start: migrate, load the real data, add the sample.

Each step remembers of which files it was done, so that a second start does nothing twice.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from actionplan.embedded.state import write_private

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = "requirements/base.txt"
DONE_FILE = "done.json"


@dataclass(frozen=True)
class Step:
    """A management command, and the files that say whether it must run again."""

    title: str
    command: tuple[str, ...]
    depends_on: tuple[str, ...] = ("data/**/*",)

    @property
    def name(self) -> str:
        return self.command[0]


STEPS = (
    Step("Prepare the database", ("migrate", "--verbosity=0"), ("**/migrations/*.py", PACKAGES)),
    Step(
        "Collect styles and scripts",
        ("collectstatic", "--no-input", "--verbosity=0"),
        ("static/**/*", PACKAGES),
    ),
    Step("Load the plan", ("load_plan", "--yes")),
    Step("Load members", ("load_members", "--yes")),
    Step("Load committees", ("load_committees", "--yes")),
    Step("Load statistics", ("load_statistics", "--yes")),
    Step("Load questions", ("load_questions", "--yes")),
    Step("Load indicators", ("load_indicators", "--yes")),
    Step("Load sample targets", ("load_targets", "--yes")),
    Step("Load events of 2009 to 2016", ("load_events", "--yes")),
    Step("Load arrangements of 2005 to 2017", ("load_arrangements", "--yes")),
    Step("Load resources of 2008 to 2016", ("load_resources", "--yes")),
    Step("Load contests and the Award, 2009 to 2016", ("load_entries", "--yes")),
    Step("Add sample people and reports", ("load_sample",)),
    Step("Compute indicators", ("compute_indicators",)),
)


def fingerprint(step: Step) -> str:
    digest = hashlib.sha256(" ".join(step.command).encode("utf-8"))
    for path in files_of(step.depends_on):
        digest.update(str(path.relative_to(PROJECT)).encode("utf-8"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def files_of(patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in tracked(pattern) if path.is_file()}
    return sorted(found)


def tracked(pattern: str) -> Iterable[Path]:
    """Matches inside the project, but not in .venv, .local and other hidden folders."""
    first, _slash, rest = pattern.partition("/")
    if first != "**":
        return PROJECT.glob(pattern)
    rooms = (room for room in PROJECT.iterdir() if room.is_dir() and not room.name.startswith("."))
    return (path for room in rooms for path in room.rglob(rest))


def done(folder: Path) -> dict[str, str]:
    path = folder / DONE_FILE
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def mark_done(folder: Path, step: Step) -> None:
    write_private(folder / DONE_FILE, json.dumps(done(folder) | {step.name: fingerprint(step)}, indent=2))


def steps_to_do(folder: Path, steps: Iterable[Step]) -> list[Step]:
    """Those never done, or done of other files than today's."""
    before = done(folder)
    return [step for step in steps if before.get(step.name) != fingerprint(step)]
