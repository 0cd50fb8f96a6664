"""What stands in logs and error reports lets nobody in, and says of nobody what they looked for."""

import json
import logging
import logging.config
from typing import Any

import pytest
import sentry_sdk
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter
from django.urls.resolvers import RegexPattern
from gunicorn.config import Config
from sentry_sdk.transport import Transport

from actionplan.serve import web
from actionplan.settings.environment import Environment
from kernel.gunicorn_logs import GunicornLogger
from kernel.redaction import ERROR_REPORTS, redact_report, without_secrets
from members.models import User
from tests.access.test_addresses import ADDRESSES, is_login_free
from tests.kernel.conftest import Lines

CANARY = "canary7Qxyellow"


def texts_in(pattern: Any) -> set[str]:
    """Names of what an address captures, numbers apart."""
    if isinstance(pattern, RegexPattern):
        return {*pattern.regex.groupindex}
    found = pattern.converters.items()
    return {name for name, converter in found if not isinstance(converter, IntConverter)}


KEYS = {
    name: texts
    for name, pattern in ADDRESSES
    if is_login_free(pattern.callback) and (texts := texts_in(pattern.pattern))
}
"""Where an address opens without signing in, a text in it is the key."""


def test_the_links_of_invitations_and_passwords_are_among_them() -> None:
    assert {"members:invitation", "account_reset_password_from_key"} <= set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_every_key_in_an_address_is_taken_out(name: str) -> None:
    address = reverse(name, kwargs=dict.fromkeys(KEYS[name], CANARY))
    assert CANARY in address

    for said in (
        address,
        address.rstrip("/"),
        f"GET {address} HTTP/1.1",
        f'"GET {address}?next={address} HTTP/1.1" 200',
        f"https://portal.example.org{address}",
        f"Not Found: {address}",
    ):
        assert CANARY not in without_secrets(said), said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /members/KE/", "GET /members/KE/"),
        ("GET /search/?q=secret&page=2", "GET /search/?…"),
        ("GET /people/invitations/12/resend/", "GET /people/invitations/12/resend/"),
        ("Who was it? Nobody knows.", "Who was it? Nobody knows."),
        ({"a": ["/x/?y=secret"], "n": 3}, {"a": ["/x/?…"], "n": 3}),
        (("/x/?y=secret", None), ["/x/?…", None]),
    ],
)
def test_the_rest_stays(said: Any, kept: Any) -> None:
    assert without_secrets(said) == kept


def attempts(token: str) -> list[str]:
    return [
        f"/invitations/{token}/",
        f"/invitations/{token}",
        f"/account/password/reset/key/1-{token}/",
        f"/account/login/?next=/invitations/{token}/",
        f"/search/?q={token}",
        f"/nowhere/?token={token}",
        f"/api/v1/members/?q={token}",
        f"/admin/members/user/?password__startswith={token}",
    ]


def test_no_request_leaves_a_key_or_a_question_in_the_log(
    devt_officer: User, client: Client, logged: Lines
) -> None:
    client.force_login(devt_officer)
    for address in attempts(CANARY):
        client.get(address, headers={"referer": f"http://testserver/invitations/{CANARY}/"})
        Client(enforce_csrf_checks=True).post(address)

    lines = logged()
    assert len([line for line in lines if "request_finished" in line]) >= 2 * len(attempts(""))
    assert [line for line in lines if CANARY in line] == []


def test_an_error_leaves_none_either(
    client: Client, devt_officer: User, logged: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise ValueError(f"No such thing: /invitations/{CANARY}/")

    monkeypatch.setattr("members.views.invitations.find_invitation", fail)
    client.raise_request_exception = False

    answer = client.get(f"/invitations/{CANARY}/")

    assert answer.status_code == 500
    lines = logged()
    assert [json.loads(line)["code"] for line in lines if "request_failed" in line] == [500]
    assert [line for line in lines if CANARY in line] == []


def test_django_writes_through_that_handler_alone() -> None:
    """Its own server and its debugging handlers would write plain lines."""
    logging.config.dictConfig(settings.LOGGING)

    for name in ("django", "django.server", "django.request", "django.security"):
        logger = logging.getLogger(name)
        assert (logger.handlers, logger.propagate) == ([], True), name


def test_the_web_server_logs_no_requests_and_what_it_says_is_redacted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = web(Environment())
    assert "--access-logfile" not in command
    assert command[command.index("--logger-class") + 1] == "kernel.gunicorn_logs.GunicornLogger"

    GunicornLogger(Config()).error("Error handling request %s", f"/invitations/{CANARY}/?a=1")

    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "Error handling request /invitations/…/?…"


class Kept(Transport):
    """Keeps reports instead of sending them."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[str] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.reports += [item.payload.get_bytes().decode() for item in envelope.items]


def failure(address: str) -> ValueError:
    """An error with a trace, in whose local variables the address stands, too."""
    try:
        int(f"Wrong: {address}")
    except ValueError as error:
        return error
    raise AssertionError


def test_an_error_report_tells_no_secret() -> None:
    kept = Kept()
    client = sentry_sdk.Client(
        dsn="https://key@sentry.example.org/1", transport=kept, default_integrations=False, **ERROR_REPORTS
    )
    request = {
        "url": f"https://portal.example.org/invitations/{CANARY}/",
        "query_string": f"q={CANARY}",
        "data": {"done": CANARY},
        "cookies": {"sessionid": CANARY},
        "headers": {"Referer": f"https://portal.example.org/search/?q={CANARY}"},
    }
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        scope.add_event_processor(lambda event, _hint: event | {"request": request})
        scope.capture_exception(failure(f"/account/password/reset/key/1-{CANARY}/"))

    assert redact_report({"logger": "django.security.DisallowedHost", "request": request}, {}) is None
    (report,) = kept.reports
    assert "portal.example.org/invitations/…/" in json.loads(report)["request"]["url"]
    assert CANARY not in report
