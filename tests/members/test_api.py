"""The API of members and statistics, and signing in by token."""

import datetime as dt

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.cache import cache
from django.test import Client
from knox.models import AuthToken
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from members.committees.models import Statistic
from members.models import Member, User
from tests.factories.members import (
    PASSWORD,
    ClassificationFactory,
    DevelopingMemberFactory,
    MembershipFactory,
)

SIGN_IN = "/api/v1/auth/token/"


@pytest.fixture
def api() -> APIClient:
    cache.clear()
    return APIClient()


def credentials(user: User, **more: str) -> dict[str, str]:
    return {"email": user.email, "password": PASSWORD} | more


def signed_in(api: APIClient, user: User) -> APIClient:
    api.force_authenticate(user)
    return api


def test_a_token_signs_in_and_only_its_hash_is_stored(api: APIClient, nsb_editor: User) -> None:
    response = api.post(SIGN_IN, credentials(nsb_editor))

    token = response.data["token"]
    assert response.status_code == 201
    assert (
        dt.timedelta(hours=11, minutes=59) < AuthToken.objects.get().expiry - AuthToken.objects.get().created
    )
    assert token not in str(vars(AuthToken.objects.get()))
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert api.get("/api/v1/members/").status_code == 200


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"email": "unknown@example.org"}])
def test_wrong_credentials_all_get_the_same_answer(
    api: APIClient, nsb_editor: User, change: dict[str, str]
) -> None:
    response = api.post(SIGN_IN, credentials(nsb_editor) | change)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"] == {"__all__": ["The e-mail address or the password is not right."]}


def test_who_is_switched_off_gets_no_token(api: APIClient, nsb_editor: User) -> None:
    User.objects.update(is_active=False)

    assert api.post(SIGN_IN, credentials(nsb_editor)).status_code == 400


def test_who_holds_no_role_gets_no_token(api: APIClient, without_role: User) -> None:
    response = api.post(SIGN_IN, credentials(without_role))

    assert response.status_code == 403
    assert response.json()["detail"] == "You have no role in the portal at present."
    assert AuthToken.objects.count() == 0


@time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False)
def test_two_step_sign_in_needs_the_code(api: APIClient, nsb_editor: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(nsb_editor, secret)
    right = format_hotp_value(hotp_value(secret, next(counters())))

    without = api.post(SIGN_IN, credentials(nsb_editor))
    wrong = api.post(SIGN_IN, credentials(nsb_editor, code=f"{(int(right) + 1) % 10**6:06}"))
    assert AuthToken.objects.count() == 0
    accepted = api.post(SIGN_IN, credentials(nsb_editor, code=right))
    repeated = api.post(SIGN_IN, credentials(nsb_editor, code=right))

    assert [response.status_code for response in (without, wrong, accepted, repeated)] == [400, 400, 201, 400]
    assert "send the code of the authenticator app" in without.json()["errors"]["code"][0]


def test_a_recovery_code_works_once(api: APIClient, nsb_editor: User) -> None:
    TOTP.activate(nsb_editor, generate_totp_secret())
    code = RecoveryCodes.activate(nsb_editor).generate_codes()[0]

    statuses = [api.post(SIGN_IN, credentials(nsb_editor, code=code)).status_code for _ in range(2)]

    assert statuses == [201, 400]


def test_sign_in_is_limited_per_person_even_with_the_right_password(
    api: APIClient, nsb_editor: User, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/300s/key"}

    for _ in range(5):
        api.post(SIGN_IN, credentials(nsb_editor, password="wrong"))
    refused = api.post(SIGN_IN, credentials(nsb_editor))

    assert refused.status_code == 400
    assert "Too many failed login attempts" in str(refused.json()["errors"])


def test_signing_out_ends_this_token_or_all(api: APIClient, nsb_editor: User) -> None:
    tokens = [api.post(SIGN_IN, credentials(nsb_editor)).data["token"] for _ in range(3)]

    api.credentials(HTTP_AUTHORIZATION=f"Token {tokens[0]}")
    assert api.post("/api/v1/auth/logout/").status_code == 204
    assert api.get("/api/v1/members/").status_code == 401
    api.credentials(HTTP_AUTHORIZATION=f"Token {tokens[1]}")
    assert AuthToken.objects.count() == 2
    assert api.post("/api/v1/auth/logoutall/").status_code == 204
    assert AuthToken.objects.count() == 0


@pytest.mark.parametrize("path", ["/api/v1/auth/logout/", "/api/v1/auth/logoutall/"])
def test_whose_role_has_ended_still_ends_the_own_token(api: APIClient, without_role: User, path: str) -> None:
    token = AuthToken.objects.create(user=without_role)[1]
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")

    assert api.get("/api/v1/members/").status_code == 403
    assert api.post(path).status_code == 204
    assert AuthToken.objects.count() == 0


def test_an_expired_token_opens_nothing(api: APIClient, nsb_editor: User) -> None:
    token = api.post(SIGN_IN, credentials(nsb_editor)).data["token"]
    api.credentials(HTTP_AUTHORIZATION=f"Token {token}")

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=13), tick=False):
        assert api.get("/api/v1/members/").status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/members/", "/api/v1/members/KE/", "/api/v1/statistics/"])
def test_strangers_and_people_without_a_role_read_nothing(
    path: str, api: APIClient, without_role: User, kenya: Member
) -> None:
    assert api.get(path).status_code == 401
    assert signed_in(api, without_role).get(path).status_code == 403


@pytest.mark.parametrize("person", ["devt_officer", "nsb_viewer", "other_nsb_editor", "devco", "donor"])
def test_everyone_with_a_role_reads_members(
    person: str, api: APIClient, request: pytest.FixtureRequest, kenya: Member
) -> None:
    signed_in(api, request.getfixturevalue(person))

    assert api.get("/api/v1/members/KE/").json()["acronym"] == "KEBS"
    assert api.post("/api/v1/members/", {}).status_code in {403, 405}
    assert api.get("/api/v1/statistics/").status_code == 200


def test_members_are_as_they_were_on_the_last_day_of_the_year(
    api: APIClient, devco: User, africa: object
) -> None:
    member = DevelopingMemberFactory.create(iso2="KE", membership=None, region=africa)
    MembershipFactory.create(member=member, category="subscriber", valid_to=dt.date(2012, 12, 30))
    MembershipFactory.create(member=member, category="member_body", valid_from=dt.date(2012, 12, 31))
    ClassificationFactory.create(
        member=member, scheme="income", value="Low income", valid_to=dt.date(2014, 6, 30)
    )
    signed_in(api, devco)

    before = api.get("/api/v1/members/KE/?year=2011").json()
    after = api.get("/api/v1/members/KE/?year=2014").json()

    assert (before["category"], before["income"], before["ldc"]) == ("subscriber", "Low income", None)
    assert (after["category"], after["income"], after["developing"]) == ("member_body", None, "yes")
    assert [membership["category"] for membership in after["memberships"]] == ["member_body", "subscriber"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["GH", "KE"]),
        ("?q=kebs", ["KE"]),
        ("?region=africa", ["GH", "KE"]),
        ("?developing=yes&year=2011", ["GH", "KE"]),
        ("?developing=no", []),
        ("?category=correspondent", []),
        ("?ordering=-country", ["KE", "GH"]),
    ],
)
def test_members_are_filtered(
    api: APIClient, devco: User, kenya: Member, ghana: Member, query: str, expected: list[str]
) -> None:
    found = signed_in(api, devco).get(f"/api/v1/members/{query}").json()

    assert [member["iso2"] for member in found["results"]] == expected


def test_statistics_are_filtered(api: APIClient, donor: User, kenya: Member, ghana: Member) -> None:
    for member, year, value in [(kenya, 2010, 7), (kenya, 2012, 0), (ghana, 2012, 3)]:
        Statistic.objects.create(
            member=member, series="p_roles", year=year, value=value, imputed_share="0.600"
        )

    found = signed_in(api, donor).get("/api/v1/statistics/?member=ke&series=p_roles&year_from=2011").json()

    assert found["results"] == [
        {
            "member": "KE",
            "series": "p_roles",
            "year": 2012,
            "value": 0.0,
            "imputed_share": "0.600",
            "is_imputed": True,
            "is_read_off": True,
            "quality_note": "",
            "source": "",
        }
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_row_as_for_three(
    api: APIClient, devco: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    DevelopingMemberFactory.create_batch(rows)
    signed_in(api, devco)

    with django_assert_num_queries(3):
        assert len(api.get("/api/v1/members/").json()["results"]) == rows


def test_a_personal_token_is_made_shown_once_and_revoked(client: Client, nsb_editor: User) -> None:
    client.force_login(nsb_editor)

    made = client.post("/profile/tokens/", {"days": "30"})

    token = made.context["token"]
    stored = AuthToken.objects.get()
    assert made.status_code == 201
    assert "no-store" in made["Cache-Control"]
    assert token not in client.get("/profile/").text
    assert APIClient().get("/api/v1/members/", HTTP_AUTHORIZATION=f"Token {token}").status_code == 200
    client.post(f"/profile/tokens/{stored.digest}/revoke/")
    assert APIClient().get("/api/v1/members/", HTTP_AUTHORIZATION=f"Token {token}").status_code == 401


def test_nobody_revokes_the_token_of_another(client: Client, nsb_editor: User, devco: User) -> None:
    stored, _text = AuthToken.objects.create(user=nsb_editor)
    client.force_login(devco)

    client.post(f"/profile/tokens/{stored.digest}/revoke/")

    assert AuthToken.objects.count() == 1


def test_there_are_at_most_ten_tokens(client: Client, nsb_editor: User) -> None:
    for _ in range(10):
        AuthToken.objects.create(user=nsb_editor)
    client.force_login(nsb_editor)

    page = client.post("/profile/tokens/", {"days": "30"})

    assert "You have 10 tokens already." in page.text
    assert AuthToken.objects.count() == 10


def test_a_new_password_ends_all_tokens(client: Client, nsb_editor: User) -> None:
    AuthToken.objects.create(user=nsb_editor)
    client.post("/account/login/", {"login": nsb_editor.email, "password": PASSWORD})

    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "nine quiet lanterns", "password2": "nine quiet lanterns"},
    )

    assert User.objects.get(pk=nsb_editor.pk).check_password("nine quiet lanterns")
    assert AuthToken.objects.count() == 0
