"""Tried and refused: forged requests, foreign addresses, script in texts, formulas in files."""

import csv
import io
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from rest_framework.throttling import ScopedRateThrottle

from activities.reporting.models import Report
from kernel.models import Email
from members.models import Invitation, Member
from tests.access.asking import address_of, ask, filled, rows_written
from tests.access.lines import Line
from tests.access.readings import reading_of
from tests.access.table import LINES
from tests.access.test_leaks import is_read, text_of
from tests.access.world import World
from tests.factories.members import PASSWORD

WRITING = [line for line in LINES if line.method != "get"]
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
]
SCRIPT = '"><script>x()</script>'
OURS = {"members", "committees", "outputs", "activities", "reporting", "indicators", "dashboard"}
NO_TEXT = {
    *("code", "slug", "key", "iso2", "iso3", "m49", "state", "series", "numerator", "denominator", "split"),
    *("group", "part", "email", "password", "token_hash", "time_zone", "file", "step", "data_version"),
}


@pytest.mark.parametrize("line", [line for line in WRITING if line.name != "api_sign_in"], ids=str)
def test_forged_requests_write_nothing(world: World, line: Line) -> None:
    role = next(
        (
            role
            for role, status in line.answers.items()
            if status in {200, 201, 204, 302} and role != "anonymous"
        ),
        "editor",
    )
    before = rows_written()
    client = world.client(role, enforce_csrf_checks=True)
    address = address_of(world, line)
    kind = {"content_type": "application/json"} if address.startswith("/api/") else {}

    answer = getattr(client, line.method)(address, filled(world, line.body), **kind)

    assert answer.status_code == 403
    assert rows_written() == before


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_the_portal_only(world: World, target: str) -> None:
    client, address = Client(), reverse("account_login")

    answer = client.post(
        f"{address}?next={target}", {"login": "editor@example.org", "password": PASSWORD, "next": target}
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_administration_hands_strangers_to_the_sign_in_of_the_portal(world: World, target: str) -> None:
    answer = Client().get(reverse("admin:login"), {"next": target})

    assert answer["Location"].startswith("/account/login/?next=")


def test_signing_in_gives_a_new_session(world: World) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = session.session_key  # type: ignore[assignment]

    client.post(reverse("account_login"), {"login": "editor@example.org", "password": PASSWORD})

    assert client.cookies["sessionid"].value != session.session_key


def test_link_in_an_e_mail_is_the_portals_whatever_host_was_asked_for(
    world: World, settings: Settings
) -> None:
    settings.BASE_URL = "https://portal.example"

    Client(headers={"host": "evil.example"}).post(
        reverse("account_reset_password"), {"email": "editor@example.org"}
    )

    mail = Email.objects.latest("pk")
    assert mail.to == "editor@example.org"
    assert "https://portal.example/" in mail.text
    assert "evil.example" not in mail.text + mail.html


def test_foreign_host_is_refused(world: World, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]

    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_guessing_passwords_over_the_api_is_slowed_down(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", {"sign-in": "3/min"})
    client = Client(REMOTE_ADDR="192.0.2.77")
    body = {"email": "editor@example.org", "password": "wrong"}

    found = [client.post(reverse("api_sign_in"), body, content_type="application/json") for _try in range(4)]

    assert [answer.status_code for answer in found] == [400, 400, 400, 429]


def test_token_opens_what_its_persons_role_opens_and_no_page(world: World) -> None:
    header = {"authorization": f"Token {world.places['token_of_other']}"}

    reports = Client(headers=header).get(reverse("report-list")).json()["results"]
    page = Client(headers=header).get("/")

    assert {report["member"] for report in reports} == {"GH"}
    assert page.status_code == 302


def test_token_of_who_lost_all_roles_opens_nothing(world: World) -> None:
    header = {"authorization": f"Token {world.places['token_of_nobody']}"}

    assert Client(headers=header).get(reverse("plan-list")).status_code == 403


def test_invitation_opens_once(world: World) -> None:
    address = reverse("members:invitation", args=[world.places["link"]])
    body = {"name": "Nia New", "password": "wide river under stars", "repeated": "wide river under stars"}

    first, second = Client().post(address, body), Client().post(address, body | {"name": "Mallory"})

    assert (first.status_code, second.status_code) == (302, 410)
    assert Invitation.objects.get(pk=world.places["invitation"]).accepted_by.name == "Nia New"


def plant(value: str) -> set[str]:
    """Write the value into every free text of the portal; the fields reached."""
    reached = set()
    for model in apps.get_models():
        is_ours = model._meta.app_label in OURS and model._meta.managed
        if not is_ours or model.__name__.endswith("Event"):
            continue
        for field in model._meta.concrete_fields:
            if is_free_text(field, value):
                for pk in model._default_manager.exclude(**{field.name: ""}).values_list("pk", flat=True):
                    model._default_manager.filter(pk=pk).update(**{field.name: f"{value}{pk}"})
                reached.add(f"{model.__name__}.{field.name}")
    return reached


def is_free_text(field: Any, value: str) -> bool:
    fits = field.max_length is None or field.max_length >= len(value) + 8
    wanted = isinstance(field, models.CharField | models.TextField) and not field.choices
    return wanted and fits and field.name not in NO_TEXT and not field.name.startswith("sha")


@pytest.mark.parametrize("role", ["administrator", "officer", "devco"])
def test_script_in_texts_stays_text(world: World, role: str) -> None:
    reached = plant(SCRIPT)
    assert {"Section.done", "Remark.text", "Member.country", "User.name", "Answer.reason"} <= reached
    found = []

    for address in dict.fromkeys(
        address_of(world, line) for line in LINES if is_read(line.name, line.method)
    ):
        with transaction.atomic():
            answer = world.client(role).get(address)
            if "html" in answer.headers.get("Content-Type", "") and "<script>x()" in text_of(
                reading_of(answer)
            ):
                found.append(address)
            transaction.set_rollback(True)

    assert found == []


def test_formulas_in_texts_stay_text_in_files(world: World) -> None:
    plant("=1+1")
    Member.objects.filter(iso2="KE").update(country="@SUM(1)", acronym="-2+3")
    Report.objects.filter(pk=world.places["report_2015"]).update(exempt_reason="\t=1+1")
    names = {"reporting:progress_file", "reporting:narratives_csv", "indicators:results", "indicators:values"}
    files = [line for line in LINES if line.name in names]

    for line in files:
        text = ask(world, line, "administrator").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        cells = [cell for row in rows[1:] for cell in row]
        assert len(rows) > 1
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "-"))] == []
