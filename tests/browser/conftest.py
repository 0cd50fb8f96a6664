"""A real Chromium against a real server; pages notice what a reader's browser complains of."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from members.models import User

# Playwright's own event loop runs in the thread of the test, where Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SignIn = Callable[[User], None]


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Pages are opened by their path alone."""
    return str(live_server.url)


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> SignIn:
    """Sign a person in without the form; the pages of `context` are then theirs."""

    def start(user: User) -> None:
        let_in(context, user, live_server.url)

    return start


def let_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser a new session of this person at the server."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer) -> Iterator[Page]:
    """A page that fails its test when the browser refused something or asked a third party."""
    page = context.new_page()
    complaints = complaints_of(page, live_server.url)
    yield page
    page.close()
    assert complaints == []


def complaints_of(page: Page, address: str) -> list[str]:
    """A list that grows with what goes wrong in the page, or leaves the server at `address`."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            complaints.append(f"asked a third party: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", watch)
    return complaints
