"""Moves that two people make at once, or one person twice."""

import pytest
from django.test import Client
from django.urls import reverse

from activities.needs.models import Need
from activities.needs.register import NEEDS
from members.models import Member, User
from tests.factories.needs import NeedFactory


@pytest.fixture
def need(kenya: Member) -> Need:
    return NeedFactory.create(member=kenya)


def test_a_move_that_is_sent_twice_is_made_once_and_says_how_it_stands(
    client: Client, need: Need, devt_officer: User
) -> None:
    client.force_login(devt_officer)
    address = reverse(NEEDS.address("move"), args=[need.code, "take_up"])
    seen = client.get(address).context["form"]["seen"].value()

    client.post(address, {"reason": "", "seen": seen})
    second = client.post(address, {"reason": "", "seen": seen}, follow=True)

    assert second.redirect_chain[-1][0] == need.get_absolute_url()
    need.refresh_from_db()
    assert need.transitions.count() == 1
    assert need.get_state_display() in second.content.decode()


def test_what_was_changed_since_it_was_read_is_looked_at_first(
    client: Client, need: Need, devt_officer: User
) -> None:
    client.force_login(devt_officer)
    address = reverse(NEEDS.address("move"), args=[need.code, "take_up"])
    stale = {"reason": "Now.", "seen": need.version - 1}

    page = client.post(address, stale)

    assert "changed meanwhile" in page.content.decode()
    assert need.transitions.count() == 0
    answer = client.post(
        f"/api/v1/needs/{need.code}/moves/take_up/",
        {"expected_version": need.version - 1},
        content_type="application/json",
    )
    assert (answer.status_code, need.transitions.count()) == (409, 0)


def test_seen_anew_it_is_made(client: Client, need: Need, devt_officer: User) -> None:
    client.force_login(devt_officer)
    address = reverse(NEEDS.address("move"), args=[need.code, "take_up"])
    page = client.post(address, {"reason": "Now.", "seen": need.version - 1})

    client.post(address, {"reason": "Now.", "seen": page.context["form"]["seen"].value()})

    assert need.transitions.get().reason == "Now."
