"""From where a request comes: the one answer for limits on attempts, lists of sessions and the log."""

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from rest_framework.request import Request

UNKNOWN = "0.0.0.0"  # noqa: S104 - names nobody; nothing listens there
"""A reader behind a local socket without a proxy that would tell the address."""


def client_address(request: "HttpRequest | Request") -> str:
    """The reader's address, of which only proxies of our own are believed.

    Each proxy adds to `X-Forwarded-For` whom it serves, so the last entries are ours, as many as
    TRUSTED_PROXIES says; what stands before them may be invented by anyone.
    """
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    told = said[-trusted] if 0 < trusted <= len(said) else ""
    return valid(told) or valid(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def valid(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip().removeprefix("[").removesuffix("]")))
    except ValueError:
        return ""
