"""Without the second factor that the role asks for, nothing opens but the way to it."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from members.middleware import WAY_TO_SECOND_FACTOR
from tests.access.asking import ask, rows_written
from tests.access.lines import UNKNOWN_CALLER, Line
from tests.access.table import LINES, LOGIN_FREE
from tests.access.world import World

API_SIGN_OUT = {"api_sign_out", "api_sign_out_everywhere"}
OPEN = WAY_TO_SECOND_FACTOR | API_SIGN_OUT | set(LOGIN_FREE)
GUARDED = [line for line in LINES if line.name not in OPEN]


@pytest.mark.parametrize("line", GUARDED, ids=str)
def test_nothing_opens_to_devt_without_it(world: World, settings: Settings, line: Line) -> None:
    settings.DEVT_SECOND_FACTOR = True
    before = rows_written()

    answer = ask(world, line, "devt")

    if line.answers["anonymous"] == UNKNOWN_CALLER:
        assert answer.status_code == 403
    else:
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))
    assert rows_written() == before


def test_the_administration_neither(world: World, settings: Settings) -> None:
    settings.DEVT_SECOND_FACTOR = True

    for address in ("/admin/", "/admin/members/user/", "/admin/members/user/1/change/", "/admin/nowhere/"):
        assert world.client("administrator").get(address)["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("role", ["officer", "editor", "viewer", "devco", "donor"])
def test_others_use_it_as_they_like(world: World, settings: Settings, role: str) -> None:
    settings.DEVT_SECOND_FACTOR = True

    assert world.client(role).get("/").status_code == 200
    assert world.client(role).get("/api/v1/plans/").status_code == 200
