"""The start page and the pages that say what the portal is."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_strangers_read_the_sources(client: Client) -> None:
    response = client.get("/sources/")

    assert response.status_code == 200
    assert "Contains ISO Open Data" in response.content.decode()


def test_strangers_are_asked_to_sign_in_at_home(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/"
