"""Ids of another member's things, in addresses and in bodies, open and change nothing."""

from typing import Any

import pytest
from django.urls import reverse

from tests.access.asking import state_of_the_world
from tests.access.world import World


def refused(world: World, role: str, address: str, body: dict[str, Any] | None, status: int) -> None:
    before = state_of_the_world()
    client = world.client(role)
    kind = {"content_type": "application/json"} if address.startswith("/api/") else {}

    answer = client.get(address) if body is None else client.post(address, body, **kind)

    assert answer.status_code == status
    assert state_of_the_world() == before


@pytest.mark.parametrize("move", ["submit", "withdraw"])
def test_officer_of_another_member_moves_nothing(world: World, move: str) -> None:
    for year in (2013, 2014):
        pk = world.places[f"report_{year}"]
        refused(world, "other_officer", reverse(f"reporting:{move}", args=[pk]), {"confirmed": "on"}, 404)
        refused(world, "other_officer", reverse(f"report-{move}", args=[pk]), {}, 404)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("version", ("report_of_ghana", 1)),
        ("receipt", ("report_of_ghana", 1)),
        ("compare", ("report_of_ghana", 1, 2)),
        ("conflict", ("report_of_ghana", "conflict_copy")),
    ],
)
def test_own_report_does_not_open_what_hangs_on_anothers(
    world: World, name: str, places: tuple[Any, ...]
) -> None:
    address = reverse(f"reporting:{name}", args=[world.places.get(place, place) for place in places])

    refused(world, "other", address, None, 404)
    if name == "conflict":
        refused(world, "other", address, {"version": "1"}, 404)


def test_remark_is_deleted_under_its_own_report_only(world: World) -> None:
    places = [world.places["report_of_ghana"], world.places["remark"]]

    refused(world, "devt", reverse("reporting:delete_remark", args=places), {}, 404)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": [{"question": "elsewhere", "number": 4}]},
        {"answers": [{"question": "trained", "part": "no-such-part", "number": 4}]},
        {"target_groups": ["of-another-plan"]},
    ],
)
def test_section_takes_nothing_of_another_plan(world: World, change: dict[str, Any]) -> None:
    before = state_of_the_world()
    body = {"expected_version": 1, "rating": "on_track", "done": "We met.", "changed": "More."} | change
    address = reverse("report-section", args=[world.places["report_2013"], "1.2"])

    answer = world.client("editor").put(address, body, content_type="application/json")

    assert answer.status_code == 400
    assert state_of_the_world() == before


@pytest.mark.parametrize("key", ["1.9", "9.9", "sign", "..", "1.2%00"])
def test_section_of_another_plan_is_not_found(world: World, key: str) -> None:
    before = state_of_the_world()
    address = f"/api/v1/reports/{world.places['report_2013']}/sections/{key}/"

    answer = world.client("editor").put(
        address, {"expected_version": 0, "rating": "on_track", "done": "x"}, content_type="application/json"
    )

    assert answer.status_code == 404
    assert state_of_the_world() == before


def test_a_form_saves_no_section_of_another_step_or_report(world: World) -> None:
    before = state_of_the_world()
    address = reverse("reporting:step", args=[world.places["report_2013"], 2])

    world.client("editor").post(address, {"s1_9-version": "0", "s1_9-done": "Elsewhere", "pk": "1"})

    assert state_of_the_world() == before


@pytest.mark.parametrize(
    "body",
    [
        {"role": "nsb_viewer", "member": "{ghana_pk}"},
        {"role": "nsb_viewer", "member": ""},
        {"role": "devt_administrator", "member": "{kenya_pk}"},
        {"role": "devt_administrator"},
        {"role": "devco_reviewer"},
        {"role": "donor"},
    ],
)
def test_officer_invites_to_own_member_only(world: World, body: dict[str, str]) -> None:
    data = {"email": "x@example.org", "message": ""} | {
        name: value.format(**world.places) for name, value in body.items()
    }

    refused(world, "officer", reverse("members:people_invite"), data, 200)


def test_devt_officer_makes_no_administrator(world: World) -> None:
    for role in ("devt_administrator", "devt_officer"):
        data = {"email": "x@example.org", "role": role}
        refused(world, "devt", reverse("members:people_invite"), data, 200)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("people_resend", "invitation_of_ghana"),
        ("people_revoke", "invitation_of_ghana"),
        ("people_end_role", "role_of_other"),
        ("people_end_role", "role_of_other_officer"),
        ("people_end_role", "role_of_devco"),
        ("people_end_role", "role_of_administrator"),
    ],
)
def test_officer_touches_no_role_or_invitation_of_others(world: World, name: str, place: str) -> None:
    refused(world, "officer", reverse(f"members:{name}", args=[world.places[place]]), {}, 404)


def test_token_of_another_is_not_revoked(world: World) -> None:
    address = reverse("members:end_token", args=[world.places["digest_of_editor"]])

    refused(world, "other", address, {}, 302)


@pytest.mark.parametrize("role", ["editor", "other", "devt", "administrator"])
def test_invitation_is_accepted_by_its_address_only(world: World, role: str) -> None:
    address = reverse("members:invitation", args=[world.places["link"]])

    refused(
        world, role, address, {"name": "Mallory", "password": "wide river", "email": "m@example.org"}, 403
    )
