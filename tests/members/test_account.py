"""Signing in, passwords, the profile, and the outbox of a demonstration."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import is_mfa_enabled
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from kernel import outbox
from kernel.models import Email
from members.models import Member, User
from members.services.second_factor import use_up
from tests.factories.members import PASSWORD, UserFactory


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def test_signing_in_by_email(client: Client, nsb_editor: User) -> None:
    response = sign_in(client, "EDITOR.ke@example.org")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, nsb_editor: User) -> None:
    pages = [sign_in(client, nsb_editor.email, "wrong"), sign_in(client, "unknown@example.org", "wrong")]

    errors = [list(page.context["form"].non_field_errors()) for page in pages]
    assert errors == [["The email address and/or password you specified are not correct."]] * 2


def test_sign_in_is_limited_even_with_the_right_password(
    client: Client, nsb_editor: User, settings: Settings
) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
    for _ in range(5):
        sign_in(client, nsb_editor.email, "wrong")

    page = sign_in(client, nsb_editor.email)

    assert page.status_code == 200
    assert "Too many failed login attempts" in page.text


def test_many_attempts_from_one_place_are_refused(
    client: Client, nsb_editor: User, settings: Settings
) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}

    statuses = [sign_in(client, f"unknown{n}@example.org").status_code for n in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_two_step_sign_in_asks_for_the_code(client: Client, nsb_editor: User) -> None:
    TOTP.activate(nsb_editor, generate_totp_secret())

    response = sign_in(client, nsb_editor.email)

    assert response["Location"] == "/account/2fa/authenticate/"
    assert client.get("/")["Location"] == "/account/login/?next=/"


def code_to_activate(client: Client, person: User) -> str:
    """Signs in and opens the page of the app; the code that the app would show now."""
    sign_in(client, person.email)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
def test_the_code_that_switched_two_step_sign_in_on_opens_nothing_once_more(
    client: Client, nsb_editor: User
) -> None:
    cache.clear()
    code = code_to_activate(client, nsb_editor)

    switched_on = client.post("/account/2fa/totp/activate/", {"code": code})
    stranger = Client()
    sign_in(stranger, nsb_editor.email)
    page = stranger.post("/account/2fa/authenticate/", {"code": code})

    assert switched_on["Location"] == "/account/2fa/recovery-codes/"
    assert page.status_code == 200
    assert "Incorrect code." in page.text
    assert stranger.get("/")["Location"] == "/account/login/?next=/"


def test_a_code_switches_it_on_once(client: Client, nsb_editor: User) -> None:
    """A code seen by somebody else cannot be played again, not even here."""
    cache.clear()
    code = code_to_activate(client, nsb_editor)
    use_up(user=nsb_editor, code=code)

    page = client.post("/account/2fa/totp/activate/", {"code": code})

    assert "This code was used before. Wait for the next one." in page.text
    assert not is_mfa_enabled(nsb_editor)


@pytest.mark.parametrize("path", ["/account/signup/"])
def test_nobody_signs_up(path: str, client: Client, db: None) -> None:
    response = client.post(
        path, {"email": "new@example.org", "password1": "long words here", "password2": "long words here"}
    )

    assert not User.objects.exists()
    assert "invited" in response.text


@pytest.mark.parametrize("path", ["/account/email/", "/account/confirm-email/"])
def test_nobody_changes_the_address_that_was_invited(path: str, client: Client, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    assert client.get(path).status_code == 404
    assert client.post(path, {"action_add": "", "email": "other@example.org"}).status_code == 404


def test_a_password_is_reset_by_a_link_that_is_not_kept(
    client: Client, nsb_editor: User, settings: Settings
) -> None:
    settings.BASE_URL = "https://portal.example.org"
    client.post("/account/password/reset/", {"email": nsb_editor.email}, headers={"host": "evil.example.org"})

    email = Email.objects.get()
    found = re.search(r"https://portal\.example\.org(/account/password/reset/key/\S+)", email.text)
    assert found
    assert "evil" not in email.text + email.html
    page = client.get(found[1], follow=True)
    client.post(
        page.request["PATH_INFO"], {"password1": "nine quiet lanterns", "password2": "nine quiet lanterns"}
    )
    assert User.objects.get(pk=nsb_editor.pk).check_password("nine quiet lanterns")
    outbox.deliver(email.pk, now=email.next_attempt_at)
    email.refresh_from_db()
    assert (email.sent_at is not None, email.text, email.html) == (True, "", "")
    assert Email.objects.first().subject == "Your password was reset"


def test_asking_for_an_unknown_address_tells_and_sends_nothing(client: Client, nsb_editor: User) -> None:
    known = client.post("/account/password/reset/", {"email": nsb_editor.email})
    unknown = client.post("/account/password/reset/", {"email": "unknown@example.org"})

    assert known["Location"] == unknown["Location"] == "/account/password/reset/done/"
    assert Email.objects.count() == 1


def test_the_profile_saves_name_and_time_zone(client: Client, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    response = client.post("/profile/", {"name": "Esther A. Editor", "time_zone": "Africa/Nairobi"})

    nsb_editor.refresh_from_db()
    assert response["Location"] == "/profile/"
    assert (nsb_editor.name, nsb_editor.time_zone) == ("Esther A. Editor", "Africa/Nairobi")
    page = client.get("/profile/").text
    assert "NSB editor · KEBS · Kenya" in page
    assert "since 1 January 2011" in page


def test_the_profile_refuses_an_unknown_time_zone(client: Client, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    page = client.post("/profile/", {"name": "", "time_zone": "Mars/Olympus"}).text

    assert "This field is required." in page
    assert "Select a valid choice." in page


def test_the_outbox_is_readable_in_a_demonstration_only(
    client: Client, settings: Settings, kenya: Member
) -> None:
    email = Email.objects.create(
        to="a@example.org", subject="Come", text="See http://127.0.0.1:8000/invitations/x/ now", html=""
    )
    paths = ["/demo/mail/", f"/demo/mail/{email.pk}/"]

    client.force_login(UserFactory.create())
    assert [client.get(path).status_code for path in paths] == [404, 404]
    settings.DEMO = True
    pages = [Client().get(path) for path in paths]
    assert [page.status_code for page in pages] == [200, 200]
    assert "Come" in pages[0].text
    assert '<a href="http://127.0.0.1:8000/invitations/x/" rel="nofollow">' in pages[1].text


def test_wrong_password_speaks_of_signing_in_and_not_of_saving(client: Client, nsb_editor: User) -> None:
    answer = client.post("/account/login/", {"login": nsb_editor.email, "password": "wrong password"})

    page = answer.content.decode()
    assert "Please correct this:" in page
    assert "saved" not in page
