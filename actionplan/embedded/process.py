"""A child process with a log, in a group of its own, that never outlives its supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from actionplan.embedded.errors import EmbeddedError, last_lines
from actionplan.embedded.guard import Guard
from actionplan.embedded.identity import LAUNCHER


@dataclass(frozen=True, kw_only=True)
class Program:
    """How to run a child: what, where, as whom, and which signals end it, the gentlest first."""

    name: str
    command: Sequence[str]
    folder: Path
    log: Path | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    identity: str = "same"
    stop_signals: Sequence[signal.Signals] = (signal.SIGTERM,)
    keep_open: Sequence[int] = ()


class Child:
    """A running program."""

    def __init__(self, program: Program, guard: Guard) -> None:
        self.program = program
        self.guard = guard
        self.was_asked = False
        with open_log(program.log) as log:
            self.process = subprocess.Popen(
                launched(program),
                cwd=program.folder,
                env=dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=tuple(program.keep_open),
            )
        guard.watch(self.process.pid)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def require_running(self) -> None:
        if not self.is_running:
            raise EmbeddedError(self.obituary())

    def require_success(self) -> None:
        if self.process.wait() != 0:
            raise EmbeddedError(self.obituary())

    def output(self) -> str:
        return self.program.log.read_text(encoding="utf-8") if self.program.log else ""

    def obituary(self) -> str:
        return f"{self.program.name} ended with code {self.process.returncode}.{self.log_end()}"

    def log_end(self) -> str:
        log = self.program.log
        return f" Its log, {log}, ends:\n{last_lines(log)}" if log else ""

    def ask_to_stop(self) -> None:
        """The gentlest signal, once; several children that were asked stop side by side."""
        if self.is_running and not self.was_asked:
            self.process.send_signal(self.program.stop_signals[0])
        self.was_asked = True

    def stop(self, *, seconds: float = 10) -> None:
        """End the child and its group: each signal in turn, then the one that cannot be refused."""
        self.ask_to_stop()
        for number in (*self.program.stop_signals[1:], signal.SIGKILL):
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=seconds)
            if not self.is_running:
                break
            self.process.send_signal(number)
        self.process.wait()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.guard.forget(self.process.pid)


@contextmanager
def open_log(log: Path | None) -> Iterator[IO[bytes] | None]:
    """The log to add to; without one, a child speaks where its supervisor does."""
    if log is None:
        yield None
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        yield file


def launched(program: Program) -> list[str]:
    number = int(program.stop_signals[0])
    launcher = [sys.executable, "-I", str(LAUNCHER), str(os.getpid()), str(number), program.identity]
    return [*launcher, *program.command]


def wait_for(child: Child, ready: Callable[[], bool], *, seconds: float = 60) -> None:
    """Return once `ready()` is true; raise when the child ends first or takes too long."""
    deadline = time.monotonic() + seconds
    while not ready():
        child.require_running()
        if time.monotonic() > deadline:
            message = f"{child.program.name} was not ready within {seconds:.0f} s.{child.log_end()}"
            raise EmbeddedError(message)
        time.sleep(0.05)
