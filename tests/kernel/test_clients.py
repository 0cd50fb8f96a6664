"""Whose address a request carries, and that everything asks the same function."""

import json

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
from pytest_django import Settings
from rest_framework.settings import api_settings

from kernel.clients import UNKNOWN, client_address
from tests.kernel.conftest import Lines

CASES = [
    # proxies of ours, what the request says, who it is
    (0, "203.0.113.9", "127.0.0.1"),
    (1, "203.0.113.9", "203.0.113.9"),
    (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    (2, "198.51.100.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
    (2, "203.0.113.9", "127.0.0.1"),
    (1, "", "127.0.0.1"),
    (1, "198.51.100.1,", "127.0.0.1"),
    (1, "not an address", "127.0.0.1"),
    (1, " 2001:DB8::1 ", "2001:db8::1"),
    (1, "[2001:db8::1]", "2001:db8::1"),
    (1, "203.0.113.9\n", "203.0.113.9"),
    (1, '"><script>', "127.0.0.1"),
]


@pytest.mark.parametrize(("proxies", "forwarded", "expected"), CASES)
def test_only_proxies_of_our_own_are_believed(
    proxies: int, forwarded: str, expected: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected
    assert get_adapter().get_client_ip(request) == expected


def test_behind_a_socket_nobody_is_known() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == UNKNOWN


@pytest.mark.parametrize("throttle", api_settings.DEFAULT_THROTTLE_CLASSES)
def test_limits_of_the_api_count_by_the_same_address(throttle: type, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")

    assert throttle().get_ident(request) == "203.0.113.9"


@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_so_does_the_log(
    proxies: int, expected: str, settings: Settings, client: Client, logged: Lines, db: None
) -> None:
    settings.TRUSTED_PROXIES = proxies

    client.get("/sources/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})

    assert {json.loads(line)["ip"] for line in logged() if "request_" in line} == {expected}
