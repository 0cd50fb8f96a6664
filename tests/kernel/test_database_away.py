"""A database that is away is told from one that refuses, and answered with 503 in the asker's own form."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import Error, IntegrityError, InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import RequestFactory

from actionplan.embedded.ports import free_port
from actionplan.urls import handler500
from kernel import logs
from kernel.database_away import is_database_away, server_error

pytestmark = pytest.mark.django_db

AWAY = "kernel.database_away.server_error"
TAKES_TOO_LONG = "SET statement_timeout = 1; SELECT pg_sleep(10)"
ENDS_OUR_SESSION = "SELECT pg_terminate_backend(pg_backend_pid())"


@pytest.fixture
def other() -> Iterator[BaseDatabaseWrapper]:
    """A connection of our own, which may break."""
    found = connection.copy()
    yield found
    found.close()


def error_of(other: BaseDatabaseWrapper, statement: str) -> Error:
    with pytest.raises(Error) as raised, other.cursor() as cursor:
        cursor.execute(statement)
    return raised.value


def test_a_server_that_is_not_there_is_away(other: BaseDatabaseWrapper) -> None:
    other.settings_dict["PORT"] = free_port()

    error = error_of(other, "SELECT 1")

    assert isinstance(error, OperationalError)
    assert is_database_away(error) is True


def test_a_server_that_ends_our_session_is_away(other: BaseDatabaseWrapper) -> None:
    assert is_database_away(error_of(other, ENDS_OUR_SESSION)) is True

    error = error_of(other, "SELECT 1")

    assert isinstance(error, InterfaceError)
    assert is_database_away(error) is True


@pytest.mark.parametrize("statement", [TAKES_TOO_LONG, "SELECT 1 / 0", "SELECT * FROM nowhere"])
def test_a_server_that_refuses_is_there(other: BaseDatabaseWrapper, statement: str) -> None:
    assert is_database_away(error_of(other, statement)) is False


def answer(path: str, error: Exception, accept: str = "*/*") -> HttpResponse:
    try:
        raise error
    except type(error):
        return server_error(RequestFactory().get(path, headers={"accept": accept}))


def test_django_asks_for_this_answer() -> None:
    assert handler500 == AWAY


def test_people_get_a_page_that_says_what_to_do() -> None:
    response = answer("/reports/", OperationalError("gone"), "text/html")

    content = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert response["Cache-Control"] == "no-store"
    assert "Back in a moment" in content
    assert "what you sent last may not have been saved" in content
    assert "gone" not in content


@pytest.mark.parametrize(
    ("path", "accept"), [("/api/v1/reports/", "*/*"), ("/reports/1/steps/3/", "application/json")]
)
def test_programs_get_problem_details(path: str, accept: str) -> None:
    response = answer(path, OperationalError("gone"), accept)

    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "The portal cannot reach its data just now.",
        "status": 503,
        "detail": "What was sent last may not have been saved. Try again in a moment, and look first.",
    }


def test_any_other_fault_stays_a_fault() -> None:
    response = answer("/", IntegrityError("twice"))

    assert response.status_code == 500
    assert "Something broke here" in response.content.decode()


def test_the_log_says_it_in_one_line() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.json_formatter())
    logger = logging.getLogger("away")
    logger.addHandler(handler)

    logger.error("Service Unavailable: /", exc_info=OperationalError("connection refused\n"))

    record = json.loads(stream.getvalue())
    assert (record["event"], record["database_is_away"]) == ("Service Unavailable: /", "connection refused")
    assert "exception" not in record
