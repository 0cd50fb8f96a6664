"""Searching by words, on every list: few and short ones, in any order, without accents."""

import pytest
from django.urls import reverse

from tests.access.world import World
from tests.factories.members import DevelopingMemberFactory
from tests.fuzz.doors import doors_to_read

MANY, LONG = "a " * 11, "a" * 101


def test_every_list_refuses_many_words_and_long_ones(world: World) -> None:
    doors = [door for door in doors_to_read(world) if "q" in door.parameters and door.name != "search"]

    found = {
        (door.name, value): world.client(door.role).get(door.address(), {"q": value}).status_code
        for door in doors
        for value in (MANY, LONG)
    }

    assert {name for name, status in found.items() if status != 400} == set()
    assert len(doors) > 30


@pytest.mark.parametrize("typed", ["cote", "COTE D'IVOIRE", "ivoire cote", "codinorm", "ci"])
@pytest.mark.parametrize("name", ["members:members", "member-list"])
def test_members_are_found_without_accents_and_in_any_order(world: World, typed: str, name: str) -> None:
    member = DevelopingMemberFactory.create(iso2="CI", country="Côte d’Ivoire", acronym="CODINORM")

    answer = world.client("devco").get(reverse(name), {"q": typed})

    assert member.country in answer.content.decode()
    assert "Ghana" not in answer.content.decode()
