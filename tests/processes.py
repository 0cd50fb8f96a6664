"""The portal's processes as real ones, on the database and the Redis of this test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

PATIENCE = 120
"""Seconds; a worker takes a few to start, and more on a machine that is busy."""
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "ERROR")


def wait_until(happened: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


def address_of_database(name: str = "") -> str:
    """Of this test's, or of another one beside it."""
    database = connection.settings_dict
    sign_in = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgresql://{sign_in}@{database['HOST']}:{database['PORT']}/{name or database['NAME']}"


@contextmanager
def worker(
    *, queue: str, settings_module: str = "actionplan.settings.test", **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker."""
    command = ["celery", "-A", "actionplan", "worker", "-Q", queue, "-c", "1", *QUIET]
    with running(*command, settings_module=settings_module, **environment) as process:
        yield process


@contextmanager
def running(
    module: str, *words: str, settings_module: str, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A Python module on this test's database, in a process group of its own, which is killed at the end."""
    ours = {"DJANGO_SETTINGS_MODULE": settings_module, "DATABASE_URL": address_of_database()}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=settings.BASE_DIR,
        env=os.environ | ours | environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As the kernel kills: the whole group, at once, with no word of warning."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
