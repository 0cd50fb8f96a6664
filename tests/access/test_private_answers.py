"""No cache keeps what the portal answers: every address, as a stranger, a member's editor and DEVT."""

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import get_resolver

from tests.access.administration import EDITED, READ
from tests.access.asking import ask
from tests.access.table import LINES, Line
from tests.access.test_addresses import walk
from tests.access.world import World
from tests.factories.members import PASSWORD

FOR_EVERYONE = {"sources"}
"""Pages that say the same to every stranger."""


def is_kept_private(answer: HttpResponseBase) -> bool:
    said = {word.strip() for word in answer.headers.get("Cache-Control", "").split(",")}
    return {"private", "no-store"} <= said and "public" not in said


@pytest.mark.parametrize("line", LINES, ids=str)
def test_no_answer_is_kept(world: World, line: Line) -> None:
    kept = set()
    for role in ("anonymous", "editor", "devt"):
        with transaction.atomic():
            if not is_kept_private(ask(world, line, role)):
                kept.add(role)
            transaction.set_rollback(True)

    assert kept == ({"anonymous"} if line.name in FOR_EVERYONE else set())


@pytest.mark.parametrize("label", sorted(EDITED | READ))
def test_the_administration_neither(world: World, label: str) -> None:
    start = f"/admin/{label.replace('.', '/')}/"

    for address in (start, f"{start}add/", f"{start}1/change/", f"{start}1/history/"):
        assert is_kept_private(world.client("devt").get(address)), address


@pytest.mark.parametrize("role", ["anonymous", "editor"])
@pytest.mark.parametrize("address", ["/nowhere/", "/reports/999999/", "/api/v1/nowhere/", "/members"])
def test_nor_what_is_not_there(world: World, role: str, address: str) -> None:
    assert is_kept_private(world.client(role).get(address))


def test_pages_for_everyone_are_named() -> None:
    marked = {
        name for name, pattern in walk(get_resolver()) if getattr(pattern.callback, "is_for_everyone", False)
    }

    assert marked == FOR_EVERYONE


def test_the_secret_of_the_app_is_not_kept(world: World) -> None:
    client = world.client("anonymous")
    client.post("/account/login/", {"login": "editor@example.org", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    page = client.get("/account/2fa/totp/activate/")

    assert page.context["form"].secret in page.text
    assert is_kept_private(page)
