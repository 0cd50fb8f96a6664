"""The guard ends what a lost supervisor leaves."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from actionplan.embedded import guard
from actionplan.embedded.guard import Guard

STUBBORN = """
import signal, time
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(["sleep", "600"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def stubborn() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_groups_are_watched_until_forgotten() -> None:
    assert guard.read_groups(["+12\n", "+34\n", "-12\n"]) == {34}


def test_a_closed_guard_ends_what_was_not_forgotten(
    sleeper: subprocess.Popen[bytes], stubborn: subprocess.Popen[bytes]
) -> None:
    watching = Guard()
    watching.watch(sleeper.pid)
    watching.watch(stubborn.pid)
    watching.forget(stubborn.pid)

    watching.close()

    assert sleeper.wait() == -15
    assert stubborn.poll() is None


def test_a_closed_guard_can_be_closed_again(sleeper: subprocess.Popen[bytes]) -> None:
    watching = Guard()
    watching.watch(sleeper.pid)
    watching.close()
    watching.close()

    assert sleeper.wait() == -15


def test_who_ignores_the_gentle_signals_is_killed(stubborn: subprocess.Popen[bytes]) -> None:
    assert guard.is_alive(stubborn.pid)
    guard.end({stubborn.pid}, grace=0.4)
    assert stubborn.wait() == -9
    assert not guard.is_alive(stubborn.pid)


def test_a_zombie_counts_as_ended(sleeper: subprocess.Popen[bytes]) -> None:
    guard.end({sleeper.pid})
    assert not guard.is_alive(sleeper.pid)
