"""DEVT must use a second factor; another administrator, or the command line, may take it off."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from pytest_django import Settings
from rest_framework.test import APIClient

from kernel.models import Email
from members.enums import RoleName
from members.models import SecondFactorRemoval, User
from members.services.invitations import accept_invitation, invite_person
from members.services.second_factor import remove_second_factor
from tests.factories.members import PASSWORD, RoleFactory

NEW_PERSON = {"name": "Nia New", "password": "seven green bridges", "repeated": "seven green bridges"}
ACTIVATE, CODES = "/account/2fa/totp/activate/", "/account/2fa/recovery-codes/"
WHY = "The phone was stolen."


@pytest.fixture
def required(settings: Settings) -> None:
    settings.DEVT_SECOND_FACTOR = True
    cache.clear()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def give_factor(person: User, *, viewed: bool = True) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person)
    if viewed:
        codes.mark_as_viewed()
    return secret


def invitation_link() -> str:
    found = re.search(r"(/invitations/[\w-]{43}/)", Email.objects.latest("pk").text)
    assert found
    return found[1]


@pytest.mark.usefixtures("required")
@time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
def test_the_first_sign_in_leads_through_the_app_and_the_recovery_codes(
    client: Client, devt_administrator: User
) -> None:
    invite_person(
        by=devt_administrator, email="new@example.org", role=RoleName.DEVT_OFFICER, now=timezone.now()
    )
    arrived = client.post(invitation_link(), NEW_PERSON)
    assert arrived["Location"] == "/"
    assert UserSession.objects.get().user.name == "Nia New"
    assert client.get("/")["Location"] == client.get("/profile/")["Location"] == ACTIVATE

    page = client.get(ACTIVATE)
    assert page.status_code == 200, "the password was typed just now"
    assert "Your role in DEVT asks for two-step sign-in" in page.text
    switched_on = client.post(ACTIVATE, {"code": code_of(page.context["form"].secret)})

    assert switched_on["Location"] == CODES
    assert client.get("/")["Location"] == client.get("/admin/")["Location"] == CODES
    assert len(client.get(CODES).context["unused_codes"]) == 10
    assert client.get("/").status_code == 200
    assert client.get("/admin/").status_code == 200


@pytest.mark.usefixtures("required")
def test_without_recovery_codes_they_are_made_first(client: Client, devt_officer: User) -> None:
    TOTP.activate(devt_officer, generate_totp_secret())
    client.force_login(devt_officer)

    assert client.get("/")["Location"] == "/account/2fa/recovery-codes/generate/"


@pytest.mark.usefixtures("required")
def test_no_token_comes_before_it_and_none_of_before_opens_anything(devt_officer: User) -> None:
    api = APIClient()
    token = AuthToken.objects.create(user=devt_officer)[1]

    signed_in = api.post("/api/v1/auth/token/", {"email": devt_officer.email, "password": PASSWORD})
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    asked = [api.get("/api/v1/members/"), api.get("/api/v1/runs/"), api.get("/api/schema/")]

    assert [answer.status_code for answer in (signed_in, *asked)] == [403] * 4
    assert signed_in.json()["detail"].startswith("Your role asks for two-step sign-in.")
    assert asked[1].json()["detail"].startswith("Your role asks for two-step sign-in.")
    assert api.post("/api/v1/auth/logout/").status_code == 204


@pytest.mark.usefixtures("required")
def test_with_it_the_api_opens(devt_officer: User) -> None:
    give_factor(devt_officer)
    api = APIClient()
    token = AuthToken.objects.create(user=devt_officer)[1]
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")

    assert api.get("/api/v1/runs/").status_code == 200


def test_a_role_in_devt_ends_tokens_made_before(donor: User, devt_administrator: User) -> None:
    AuthToken.objects.create(user=donor)
    invite_person(by=devt_administrator, email=donor.email, role=RoleName.DEVT_OFFICER, now=timezone.now())

    accept_invitation(token=invitation_link().split("/")[2], user=donor, now=timezone.now())

    assert not AuthToken.objects.exists()


def signed_in(person: User, secret: str) -> Client:
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


@time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
@pytest.mark.parametrize(("is_required", "left"), [(True, 2), (False, 0)])
def test_who_must_use_it_does_not_take_it_off_alone(
    devt_administrator: User, settings: Settings, is_required: bool, left: int
) -> None:
    settings.DEVT_SECOND_FACTOR = is_required
    cache.clear()
    client = signed_in(devt_administrator, give_factor(devt_administrator))

    index = client.get("/account/2fa/")
    client.post("/account/2fa/totp/deactivate/")

    assert ("Your role asks for it." in index.text) is is_required
    assert ("Switch off…" in index.text) is not is_required
    assert Authenticator.objects.filter(user=devt_administrator).count() == left


@pytest.mark.usefixtures("required")
@time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
def test_a_members_person_does_as_before(nsb_editor: User) -> None:
    client = signed_in(nsb_editor, give_factor(nsb_editor))

    client.post("/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()


@pytest.fixture
def other(db: None) -> User:
    return RoleFactory.create(devt_officer=True, user__name="Otto Officer").user


@pytest.mark.usefixtures("required")
def test_an_administrator_takes_it_off_for_another(devt_administrator: User, other: User) -> None:
    for person in (devt_administrator, other):
        give_factor(person)
    AuthToken.objects.create(user=other)
    theirs, client = Client(), Client()
    theirs.force_login(other)
    client.force_login(devt_administrator)
    assert theirs.get("/").status_code == 200
    address = f"/people/{other.pk}/second-factor/"

    people = client.get("/people/").text
    asked = client.get(address)
    without_reason = client.post(address, {"reason": " "})
    done = client.post(address, {"reason": WHY}, follow=True)

    assert address in people
    assert f"/people/{devt_administrator.pk}/second-factor/" not in people
    assert "Take off two-step sign-in?" in asked.text
    assert "This field is required." in without_reason.text
    assert "Two-step sign-in of Otto Officer is off." in done.text
    removal = SecondFactorRemoval.objects.get()
    assert (removal.person, removal.removed_by, removal.reason) == (other, devt_administrator, WHY)
    email = Email.objects.get()
    assert (email.to, email.subject) == (other.email, "Your two-step sign-in was taken off")
    assert "Ada Administrator, administrator of DEVT, took off" in email.text
    assert f"Reason: {WHY}" in email.text
    assert not Authenticator.objects.filter(user=other).exists()
    assert not AuthToken.objects.exists()
    assert theirs.get("/")["Location"] == "/account/login/?next=/"


@pytest.mark.usefixtures("required")
def test_nobody_takes_off_their_own(devt_administrator: User, client: Client) -> None:
    give_factor(devt_administrator)
    client.force_login(devt_administrator)

    answer = client.post(f"/people/{devt_administrator.pk}/second-factor/", {"reason": WHY})

    assert answer.status_code == 403
    assert "another&#x27;s, never their own" in answer.text
    with pytest.raises(PermissionDenied):
        remove_second_factor(
            person_id=devt_administrator.pk, by=devt_administrator, reason=WHY, now=timezone.now()
        )
    assert Authenticator.objects.filter(user=devt_administrator).count() == 2


@pytest.mark.parametrize("person", ["devt_officer", "nsb_officer", "devco", "donor", "without_role"])
def test_nobody_else_takes_it_off(
    person: str, request: pytest.FixtureRequest, other: User, client: Client
) -> None:
    give_factor(other)
    by = request.getfixturevalue(person)
    client.force_login(by)

    assert client.post(f"/people/{other.pk}/second-factor/", {"reason": WHY}).status_code == 403
    with pytest.raises(PermissionDenied):
        remove_second_factor(person_id=other.pk, by=by, reason=WHY, now=timezone.now())
    assert Authenticator.objects.count() == 2


def test_who_has_none_is_said(devt_administrator: User, other: User, client: Client) -> None:
    client.force_login(devt_administrator)

    assert client.post(f"/people/{other.pk}/second-factor/", {"reason": WHY}).status_code == 404
    with pytest.raises(ValidationError, match="off already"):
        remove_second_factor(person_id=other.pk, by=devt_administrator, reason=WHY, now=timezone.now())


def test_a_command_does_it_for_the_last_administrator(
    devt_administrator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    give_factor(devt_administrator)

    call_command("remove_second_factor", "Administrator@example.org", "--reason", WHY)

    assert capsys.readouterr().out == "Two-step sign-in of administrator@example.org is off.\n"
    removal = SecondFactorRemoval.objects.get()
    assert (removal.person, removal.removed_by, removal.reason) == (devt_administrator, None, WHY)
    assert "Whoever runs the Action Plan Portal took off" in Email.objects.get().text


@pytest.mark.parametrize(
    ("email", "reason", "words"),
    [
        ("nobody@example.org", WHY, "Nobody signs in with this address."),
        ("administrator@example.org", " ", "Say why: --reason."),
        ("administrator@example.org", WHY, "is off already"),
    ],
)
def test_the_command_says_what_is_wrong(
    devt_administrator: User, email: str, reason: str, words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("remove_second_factor", email, "--reason", reason)
