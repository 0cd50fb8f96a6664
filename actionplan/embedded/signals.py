"""One word for Ctrl-C, SIGTERM and a closed terminal: stop, in order, once."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from actionplan.embedded.process import Child

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the whole to stop."""


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


@contextmanager
def interruptible() -> Iterator[None]:
    """Within, the first of these signals raises Stopped; while stopping, later ones are ignored."""
    before = {number: signal.signal(number, _raise_stopped) for number in STOPS}
    try:
        yield
    except Stopped:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_for_stop(children: Sequence[Child]) -> None:
    """Wait until asked to stop; raise when a child ends by itself."""
    while True:
        for child in children:
            child.require_running()
        time.sleep(0.5)
