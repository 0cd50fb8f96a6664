"""What is logged: one JSON object a line, ours and the libraries' alike."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings

from actionplan.core import logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a handler with the portal's formatter writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.json_formatter())
    logger = logging.getLogger("logged")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)


def only_record(lines: io.StringIO) -> dict[str, Any]:
    (line,) = lines.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_our_own_record_carries_its_words_and_its_context(lines: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("logged").warning("run_lost", run=7)

    record = only_record(lines)
    assert (record["event"], record["run"], record["level"]) == ("run_lost", 7, "warning")
    assert (record["logger"], record["request_id"]) == ("logged", "abc")
    assert record["timestamp"].endswith("Z")


def test_a_record_of_a_library_carries_its_trace(lines: io.StringIO) -> None:
    logging.getLogger("logged").error("It failed: %s", "badly", exc_info=ValueError("wrong"))

    record = only_record(lines)
    assert (record["event"], record["level"], record["logger"]) == ("It failed: badly", "error", "logged")
    assert record["exception"] == "ValueError: wrong"


def test_the_settings_name_that_formatter() -> None:
    formatters: Any = settings.LOGGING["formatters"]

    named = formatters["json"]["()"]
    assert logging.config.DictConfigurator({"version": 1}).resolve(named) is logs.json_formatter
