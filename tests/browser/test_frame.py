"""Sign-in, home and error pages in a browser: as people with and without a mouse meet them."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from members.models import User
from tests.browser.checks import axe, faults
from tests.browser.conftest import SignIn, let_in


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/account/login/", 200),
        ("/account/password/reset/", 200),
        ("/sources/", 200),
        ("/no-such-page/", 404),
    ],
)
def test_pages_for_strangers_are_accessible(page: Page, path: str, status: int) -> None:
    assert faults(page, path, status, pictures=True) == []


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=kenya", "/account/2fa/", "/account/sessions/", "/account/password/change/"]
)
def test_pages_for_everyone_are_accessible(page: Page, sign_in: SignIn, nsb_editor: User, path: str) -> None:
    sign_in(nsb_editor)

    assert faults(page, path) == []


def test_signing_in_and_out_by_keyboard(page: Page, nsb_editor: User) -> None:
    nsb_editor.set_password("a long enough password")
    nsb_editor.save()
    page.goto("/")

    page.get_by_label("Email").fill(nsb_editor.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Esther Editor")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_first_key_skips_to_the_content(page: Page) -> None:
    page.goto("/account/login/")

    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_picture_for_the_authenticator_app_shows_under_the_policy(page: Page, nsb_editor: User) -> None:
    nsb_editor.set_password("a long enough password")
    nsb_editor.save()
    page.goto("/account/login/?next=/account/2fa/totp/activate/")
    page.get_by_label("Email").fill(nsb_editor.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("img", name="QR code of the key below")).to_be_visible()
    assert axe(page) == []


def test_only_hours_are_compared_with_the_clock_of_the_server(
    browser: Browser, live_server: LiveServer, devt_administrator: User
) -> None:
    context = browser.new_context(timezone_id="Pacific/Kiritimati")
    let_in(context, devt_administrator, live_server.url)
    page = context.new_page()

    page.goto(f"{live_server.url}{reverse('admin:outputs_plan_add')}")

    page.wait_for_selector(".timezonewarning", state="attached")
    assert page.locator(".timezonewarning").filter(visible=True).count() == 0
    context.close()


def test_first_visit_to_the_sign_in_page_is_small(page: Page) -> None:
    received: list[int] = []
    page.on("requestfinished", lambda request: received.append(request.sizes()["responseBodySize"]))

    page.goto("/account/login/")

    assert sum(received) < 38_000  # the page 1,000 and the whole stylesheet, neither compressed here
