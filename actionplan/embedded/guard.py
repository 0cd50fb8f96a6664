"""Watch over process groups, and end them when their supervisor is gone, however it went.

Run as a script it reads `+GROUP` and `-GROUP` lines from its standard input.  The end of
the input means that the supervisor is gone; what is still on the list then is ended.
Standard library only, for it is started before anything else.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

GRACE_SECONDS = 8.0


class Guard:
    """The supervisor's side: tells the guard which process groups are alive."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def watch(self, group: int) -> None:
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        self._tell(f"-{group}\n")

    def close(self) -> None:
        """End the guard; it ends whatever was not forgotten."""
        if self.process.stdin and not self.process.stdin.closed:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process.wait()

    def _tell(self, line: str) -> None:
        if self.process.stdin:
            with suppress(BrokenPipeError):
                self.process.stdin.write(line.encode("ascii"))
                self.process.stdin.flush()


def read_groups(lines: Iterable[str]) -> set[int]:
    groups: set[int] = set()
    for line in lines:
        group = int(line[1:])
        (groups.add if line.startswith("+") else groups.discard)(group)
    return groups


def is_alive(group: int) -> bool:
    """Whether the group has a member that is more than a zombie waiting to be reaped."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return any(state != "Z" for state in states_of(group))


def states_of(group: int) -> Iterable[str]:
    for entry in (path.name for path in Path("/proc").iterdir() if path.name.isdigit()):
        with suppress(OSError):
            stat = Path("/proc", entry, "stat").read_text(encoding="utf-8", errors="replace")
            state, _parent, process_group, *_rest = stat.rpartition(")")[2].split()
            if int(process_group) == group:
                yield state


def signal_all(groups: Iterable[int], number: signal.Signals) -> None:
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def end(groups: set[int], grace: float = GRACE_SECONDS) -> None:
    """Ask groups to end; after `grace` seconds, make them."""
    # A PostgreSQL that waits for its clients, or a worker amid a task, needs the second, faster word.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        signal_all(groups, number)
        deadline = time.monotonic() + grace / 2
        while time.monotonic() < deadline and any(is_alive(group) for group in groups):
            time.sleep(0.1)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    end(read_groups(sys.stdin))


if __name__ == "__main__":
    main()
