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
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.test import Client

from kernel import logs
from tests.kernel.conftest import Lines


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


def with_kinds(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in with_kinds(below))]


REFUSALS = [PermissionDenied, BadRequest, *with_kinds(SuspiciousOperation)]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refused_request_is_a_warning_without_a_trace(
    kind: type[Exception], client: Client, logged: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any, **_named: Any) -> None:
        raise kind("It is refused.")

    monkeypatch.setattr("members.views.invitations.find_invitation", refuse)

    answer = client.get("/invitations/a/")

    assert answer.status_code in {400, 403}
    records = [json.loads(line) for line in logged()]
    assert [record["level"] for record in records if record["logger"].startswith("django.")] == ["warning"]
    assert [record for record in records if "exception" in record or record["level"] == "error"] == []


@pytest.mark.parametrize(("code", "level", "has_trace"), [(400, "warning", False), (500, "error", True)])
def test_an_error_of_ours_stays_one(lines: io.StringIO, code: int, level: str, has_trace: bool) -> None:
    logging.getLogger("logged").error("No.", exc_info=ValueError("wrong"), extra={"status_code": code})

    record = only_record(lines)
    assert (record["level"], "exception" in record) == (level, has_trace)


def test_the_settings_name_that_formatter() -> None:
    formatters: Any = settings.LOGGING["formatters"]

    named = formatters["json"]["()"]
    assert logging.config.DictConfigurator({"version": 1}).resolve(named) is logs.json_formatter
