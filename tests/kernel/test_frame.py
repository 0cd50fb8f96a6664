"""What every page and answer has: navigation, safe headers, error pages in plain words."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django.fixtures import Settings

from kernel import registry
from kernel.templatetags import ui
from members.models import User

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
STRANGERS = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/inactive/",
    "/sources/",
]
SIGNED_IN = [
    "/",
    "/account/logout/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/reauthenticate/",
]


def assert_strict(response: HttpResponse) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert INLINE.search(response.content.decode()) is None


@pytest.mark.parametrize("path", STRANGERS)
def test_pages_for_strangers_are_strict(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert_strict(response)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_for_everyone_are_strict(client: Client, nsb_viewer: User, path: str) -> None:
    client.force_login(nsb_viewer)

    response = client.get(path)

    assert response.status_code == 200
    assert_strict(response)


def test_sign_in_page_says_that_people_are_invited(client: Client) -> None:
    assert "People are invited to this portal" in client.get("/account/login/").content.decode()


def test_unknown_page_is_told_in_words(client: Client, nsb_viewer: User) -> None:
    client.force_login(nsb_viewer)

    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()
    assert_strict(response)


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "could not be read"), (403, "You may not see this"), (429, "Try again in a few minutes")],
)
def test_error_pages_say_what_to_do(rf: RequestFactory, status: int, words: str) -> None:
    content = render_to_string(f"{status}.html", {"exception": ""}, rf.get("/"))

    assert words in content
    assert f"Error {status}" in content


def test_refusal_tells_its_reason(rf: RequestFactory) -> None:
    reason = PermissionDenied("Only DEVT reviews reports.")

    assert "Only DEVT reviews reports." in render_to_string("403.html", {"exception": reason}, rf.get("/"))


def test_broken_server_needs_nothing_but_its_template() -> None:
    content = render_to_string("500.html")

    assert "Something broke here" in content
    assert INLINE.search(content) is None


def test_old_form_is_explained(nsb_viewer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(nsb_viewer)

    response = client.post("/account/logout/")

    assert response.status_code == 403
    assert "This form was too old" in response.content.decode()
    assert_strict(response)


def test_guessing_passwords_is_slowed_down(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    guess = {"login": "somebody@example.org", "password": "wrong password"}

    answers = [client.post("/account/login/", guess) for _attempt in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Too many attempts" in answers[-1].content.decode()


def allowed(_request: HttpRequest) -> bool:
    return True


def entries(path: str, view: str, *items: registry.NavigationItem) -> list[tuple[str, str]]:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(view)
    context = {"request": request, "navigation": list(items)}
    return [(str(entry.label), entry.current) for entry in ui.navigation_entries(context)]


def test_navigation_marks_this_page_or_else_its_section() -> None:
    home = registry.NavigationItem("Home", "home", allowed)
    plans = registry.NavigationItem("Plan", "outputs:plans", allowed, section="outputs")

    assert entries("/", "/", home, plans) == [("Home", "page"), ("Plan", "")]
    assert entries("/plans/", "/plans/", home, plans) == [("Home", ""), ("Plan", "page")]
    assert entries("/plans/x/", "/plans/x/", home, plans) == [("Home", ""), ("Plan", "true")]


def test_navigation_of_a_section_yields_to_the_page_itself() -> None:
    first = registry.NavigationItem("Plans", "outputs:plans", allowed, section="outputs")
    second = registry.NavigationItem("More", "home", allowed, section="outputs")

    assert entries("/plans/", "/plans/", first, second) == [("Plans", "page"), ("More", "")]
