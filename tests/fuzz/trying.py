"""One request at a time, undone afterwards; what failed or cost too much is kept."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlencode

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.access.world import World

SECONDS = 2
"""Of processor time, for one request."""

SHOWN = 160


def asked(address: str, parameters: Iterable[str], value: str) -> str:
    """The address with the value in each of the parameters."""
    sent = quote(value, safe="", errors="surrogatepass")
    pairs = (f"{quote(name, safe='', errors='surrogatepass')}={sent}" for name in parameters)
    return f"{address}{'&' if '?' in address else '?'}{'&'.join(pairs)}"


def as_form(fields: dict[str, str]) -> dict[str, str]:
    """A form's body as a browser sends it, and half characters as no browser does."""
    data = urlencode(fields, errors="surrogatepass")
    return {"data": data, "content_type": "application/x-www-form-urlencoded"}


def leads_somewhere(address: str) -> bool:
    try:
        resolve(unquote(address, errors="surrogatepass"))
    except Resolver404:
        return False
    return True


@dataclass
class Trial:
    """How many requests were tried, and which of them the portal was not up to."""

    world: World
    tried: int = 0
    failed: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    missed: set[tuple[str, str]] = field(default_factory=set)
    """Role and value of addresses that lead nowhere, and were asked."""

    def ask_place(self, role: str, address: str, value: str) -> None:
        """Whatever the place: where a value leads to no view, the same page is shown, and asked for once."""
        if not leads_somewhere(address):
            if (role, value) in self.missed:
                self.tried += 1
                return
            self.missed.add((role, value))
        self.ask(role, "get", address)

    def ask(self, role: str, method: str, address: str, **sent: Any) -> int:
        client = self.clients.setdefault(role, self.world.client(role))
        client.raise_request_exception = False
        start = time.process_time()
        with transaction.atomic():
            status = getattr(client, method)(address, **sent).status_code
            transaction.set_rollback(True)
        seconds = time.process_time() - start
        self.tried += 1
        if status >= 500 or seconds > SECONDS:
            shown = str(sent.get("data", ""))[:SHOWN]
            self.failed.append(f"{role} {method} {address[:200]!r} {shown}: {status}, {seconds:.1f} s")
        return status

    def report(self, what: str, at_least: int) -> None:
        """Says how many were tried; fewer than last time, or any failure, fails the test."""
        print(f"{what}: tried {self.tried}, last time {at_least}")  # noqa: T201 - what the test is for
        assert not self.failed, "\n".join(self.failed)
        assert self.tried >= at_least, f"only {self.tried} of {at_least} tried: doors are no longer found"
