"""No cache keeps what the portal answers; of the addresses in the table, `test_addresses` sees it."""

import pytest
from django.urls import get_resolver

from tests.access.administration import EDITED, READ
from tests.access.asking import is_kept_private
from tests.access.test_addresses import FOR_EVERYONE, walk
from tests.access.world import World
from tests.factories.members import PASSWORD


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
