"""Every parameter and every place of every address that is read gets each hostile value."""

from itertools import product

import pytest

from tests.fuzz.doors import Door, doors_to_read
from tests.fuzz.trying import Trial, asked
from tests.fuzz.values import VALUES, WORST

TRIED = {
    "places": 6360,
    "places of the administration": 432,
    "parameters": 5706,
    "parameters of the administration": 2097,
    "strangers": 3340,
}
"""Last time; more is fine, fewer means that doors are no longer found."""

REFUSED_FIRST = {"_to_field"}
"""A list of the administration looks at nothing else when this is wrong."""


def roles(door: Door, *, is_full: bool) -> tuple[str, ...]:
    return (door.role, "devt", "officer", "devco", "anonymous", "other") if is_full else (door.role,)


def alone(door: Door, *, is_full: bool) -> list[str]:
    """What a parameter gets without the others, which may be refused before anybody looks at it."""
    if is_full:
        return VALUES
    return WORST[:3] if door.is_of_administration else WORST


@pytest.mark.parametrize("part", ["places", "places of the administration"])
def test_places_in_addresses(trial: Trial, is_full: bool, part: str) -> None:
    for door in doors_to_read(trial.world):
        if door.is_of_administration != part.endswith("administration"):
            continue
        for place, role in product(door.places, roles(door, is_full=is_full)):
            for value in door.values(is_full=is_full):
                trial.ask(role, "get", door.address(**{place: value}))

    trial.report(part, TRIED[part])


@pytest.mark.parametrize("part", ["parameters", "parameters of the administration"])
def test_parameters(trial: Trial, is_full: bool, part: str) -> None:
    for door in doors_to_read(trial.world):
        if door.is_of_administration != part.endswith("administration"):
            continue
        for role in roles(door, is_full=is_full):
            together = [name for name in door.parameters if name not in REFUSED_FIRST]
            for value in door.values(is_full=is_full) if together else ():
                trial.ask(role, "get", asked(door.address(), together, value))
            for parameter, value in product(door.parameters, alone(door, is_full=is_full)):
                trial.ask(role, "get", asked(door.address(), [parameter], value))
            for name in VALUES if is_full else WORST[:2]:
                trial.ask(role, "get", asked(door.address(), [name], "1"))

    trial.report(part, TRIED[part])


def test_strangers(trial: Trial) -> None:
    """The administration has one guard for all its pages, which tests of access try."""
    doors = [door for door in doors_to_read(trial.world) if not door.is_of_administration]
    for door, role in product(doors, ("anonymous", "other")):
        for value in WORST:
            for place in door.places:
                trial.ask(role, "get", door.address(**{place: value}))
            if door.parameters:
                trial.ask(role, "get", asked(door.address(), door.parameters, value))

    trial.report("strangers", TRIED["strangers"])
