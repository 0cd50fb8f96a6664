"""`make demo` as a person sees it: from nothing to a page, and back to nothing."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actionplan.embedded import demo, steps
from actionplan.embedded.errors import EmbeddedError
from actionplan.embedded.guard import states_of
from actionplan.embedded.ports import free_port
from actionplan.embedded.services import start_services
from actionplan.embedded.steps import Step
from tests.databases import MIGRATED, wait_until_migrated
from tests.faults.portal import dump, restore

PROJECT = Path(__file__).resolve().parents[2]


DEMO_WITH_LITTLE_DATA = """
import sys
from actionplan.embedded import demo, steps
steps.STEPS = tuple(step for step in steps.STEPS if step.name in {"migrate", "collectstatic", "load_plan"})
sys.exit(demo.main())
"""
LOADED = ["Prepare the database", "Collect styles and scripts", "Load the plan"]


class RunningDemo:
    def __init__(self, folder: Path, *words: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-c", DEMO_WITH_LITTLE_DATA, "--folder", str(folder), *words],
            cwd=PROJECT,
            env=os.environ | {"HOST": "127.0.0.1", "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self.groups: set[int] = set()

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops everything" in line:
                break
        self.groups = children_of(self.process.pid)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        self.said += self.process.communicate()[0]
        return self.process.returncode


def children_of(parent: int) -> set[int]:
    """Direct children; each leads a process group of its own."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return {int(child) for child in children.split()}


def alive(groups: set[int]) -> list[int]:
    """The groups that still have a process that is more than a zombie."""
    deadline = time.monotonic() + 20
    while left := [group for group in groups if set(states_of(group)) - {"Z"}]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    return left


@contextmanager
def demo_in(folder: Path) -> Iterator[RunningDemo]:
    running = RunningDemo(folder)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a demo has been once, all loaded; its database is the one migrated for all tests."""
    place = tmp_path_factory.mktemp("demo")
    wait_until_migrated()
    dump(place / "migrated", database=MIGRATED)
    services = start_services(place)
    try:
        restore(place / "migrated", services.database_url)
    finally:
        services.stop()
    with demo_in(place) as first:
        assert first.end(signal.SIGTERM) == 0
        assert [title for title in LOADED if title not in first.said] == []
        assert alive(first.groups) == []
    return place


def test_second_start_shows_the_address_and_loads_nothing_again(folder: Path) -> None:
    with demo_in(folder) as running:
        _check_second_start(running)
        assert running.end(signal.SIGINT) == 0
        assert alive(running.groups) == []


def _check_second_start(running: RunningDemo) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/health/", timeout=10) as answer:
        assert answer.status == 200
    assert f"http://127.0.0.1:{running.port}\n" in running.said
    assert [title for title in LOADED if title in running.said] == []
    # PostgreSQL, Redis, web server, two workers, beat, and the guard that watches them.
    assert len(running.groups) == 7


def test_a_killed_demo_leaves_no_process(folder: Path) -> None:
    with demo_in(folder) as running:
        running.end(signal.SIGKILL)
        assert alive(running.groups) == []


def test_a_server_that_dies_ends_the_demo_with_its_last_words(folder: Path) -> None:
    with demo_in(folder) as running:
        beat = next(child for child in running.groups if "beat" in command_of(child))

        os.kill(beat, signal.SIGKILL)
        said = running.process.communicate()[0]

        assert running.process.returncode == 1
        assert "The beat ended with code -9. Its log," in said
        assert alive(running.groups) == []


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")


def test_reset_is_refused_while_the_demo_runs(tmp_path: Path) -> None:
    services = start_services(tmp_path, durable=False)
    try:
        with pytest.raises(EmbeddedError, match="The demo is running"):
            demo.reset(tmp_path)
    finally:
        services.stop()


def test_reset_forgets_everything(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    start_services(folder, durable=False).stop()
    demo.reset(folder)
    assert not folder.exists()


def test_a_step_is_done_again_only_when_its_files_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    plan = tmp_path / "data" / "plan.yaml"
    plan.write_text("outputs: 6", encoding="utf-8")
    monkeypatch.setattr(steps, "PROJECT", tmp_path)
    step = Step("Load the plan", ("load_plan", "--yes"))

    assert steps.steps_to_do(tmp_path, [step]) == [step]
    steps.mark_done(tmp_path, step)
    assert steps.steps_to_do(tmp_path, [step]) == []
    plan.write_text("outputs: 7", encoding="utf-8")
    assert steps.steps_to_do(tmp_path, [step]) == [step]
