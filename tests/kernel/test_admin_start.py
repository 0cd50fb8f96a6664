"""The start page of the administration."""

import pytest
from django.test import Client

from members.models import User

pytestmark = pytest.mark.django_db


def test_administration_shows_the_portal_s_icon(client: Client, devt_administrator: User) -> None:
    client.force_login(devt_administrator)

    page = client.get("/admin/").content.decode()

    assert 'rel="icon" href="/static/img/favicon.svg" type="image/svg+xml"' in page
