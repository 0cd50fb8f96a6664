"""The start page and the pages that say what the portal is."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from members.models import User

pytestmark = pytest.mark.django_db


def test_strangers_read_the_sources(client: Client) -> None:
    response = client.get("/sources/")

    assert response.status_code == 200
    assert "Contains ISO Open Data" in response.content.decode()


def test_strangers_are_asked_to_sign_in_at_home(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/"


@pytest.mark.parametrize(
    ("person", "role"),
    [
        ("devt_administrator", "DEVT administrator"),
        ("devt_officer", "DEVT officer"),
        ("nsb_officer", "NSB authorised officer · KEBS · Kenya"),
        ("nsb_editor", "NSB editor · KEBS · Kenya"),
        ("nsb_viewer", "NSB viewer · KEBS · Kenya"),
        ("devco", "DEVCO reviewer"),
        ("donor", "donor"),
    ],
)
def test_home_greets_each_role(
    client: Client, person: str, role: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    client.force_login(user)

    response = client.get("/")

    assert response.status_code == 200
    assert f"Welcome, {user.name}" in response.content.decode()
    assert f"<small>{role}</small>" in response.content.decode()


def test_donor_without_panels_learns_that_nothing_waits(client: Client, donor: User) -> None:
    client.force_login(donor)

    assert "Nothing waits for you" in client.get("/").content.decode()


def test_demo_says_that_it_is_one(client: Client, settings: Settings) -> None:
    settings.DEMO = True

    assert "Demonstration" in client.get("/sources/").content.decode()


def test_outside_a_demo_nothing_says_so(client: Client) -> None:
    assert "Demonstration" not in client.get("/sources/").content.decode()


def test_gallery_is_not_served(client: Client) -> None:
    assert client.get("/components/").status_code == 404
