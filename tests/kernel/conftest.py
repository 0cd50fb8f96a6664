"""What the portal writes into its log, for tests to read."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest

from kernel import logs

Lines = Callable[[], list[str]]


@pytest.fixture
def logged() -> Iterator[Lines]:
    """The lines that the portal's handler writes, from whatever logger."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.json_formatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: stream.getvalue().splitlines()
    root.setLevel(level)
    root.removeHandler(handler)
