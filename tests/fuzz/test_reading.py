"""Every parameter and every place of every address that is read gets each hostile value."""

from itertools import product

import pytest

from kernel.registers.declaration import REGISTERS
from tests.fuzz.doors import Door, doors_to_read
from tests.fuzz.trying import Trial, asked
from tests.fuzz.values import TURNS, TURNS_OF_SHARED, VALUES, WORST, values, values_of_shared

TRIED = {
    "places of pages": 1420,
    "places of API": 268,
    "places of administration": 700,
    "parameters of pages": 2146,
    "parameters of API": 1230,
    "parameters of administration": 1181,
    "strangers": 2700,
}
"""Last time; more is fine, fewer means that doors are no longer found."""

PARTS = ("pages", "API", "administration")

REFUSED_FIRST = {"_to_field"}
"""A list of the administration looks at nothing else when this is wrong."""


def test_eight_doors_are_tried_with_every_value() -> None:
    tried = {value for number in range(TURNS) for value in values(number, is_full=False)}

    assert tried == set(VALUES)
    assert len(VALUES) == 60


def test_each_kind_of_page_of_registers_is_tried_with_every_value() -> None:
    """By one register or another, of which there are more than turns."""
    tried = {value for number in range(TURNS_OF_SHARED) for value in values_of_shared(number)}

    assert tried == set(VALUES)
    assert len(REGISTERS) >= TURNS_OF_SHARED


def roles(door: Door, *, is_full: bool) -> tuple[str, ...]:
    return (door.role, "devt", "officer", "devco", "anonymous", "other") if is_full else (door.role,)


def alone(door: Door, *, is_full: bool) -> list[str]:
    """What a parameter gets without the others, which may be refused before anybody looks at it.

    Where many share their code, the others are refused before any parameter is read by itself; of the
    administration's pages, every second is tried.
    """
    if is_full:
        return VALUES
    if door.is_of_administration:
        return WORST[:1] if door.number % 2 else []
    if door.register and door.kind != "list":
        return WORST[:1]
    return WORST[:3]


@pytest.mark.parametrize("part", PARTS)
def test_places_in_addresses(trial: Trial, is_full: bool, part: str) -> None:
    for door in doors_to_read(trial.world):
        if door.part != part:
            continue
        for place, role in product(door.places, roles(door, is_full=is_full)):
            for value in door.values(is_full=is_full):
                trial.ask_place(role, door.address(**{place: value}), value)

    trial.report(f"places of {part}", TRIED[f"places of {part}"])


@pytest.mark.parametrize("part", PARTS)
def test_parameters(trial: Trial, is_full: bool, part: str) -> None:
    for door in doors_to_read(trial.world):
        if door.part != part:
            continue
        for role in roles(door, is_full=is_full):
            together = [name for name in door.parameters if name not in REFUSED_FIRST]
            for value in door.values(is_full=is_full) if together else ():
                trial.ask(role, "get", asked(door.address(), together, value))
            for parameter, value in product(door.parameters, alone(door, is_full=is_full)):
                trial.ask(role, "get", asked(door.address(), [parameter], value))
            for name in VALUES if is_full else WORST[:2]:
                trial.ask(role, "get", asked(door.address(), [name], "1"))

    trial.report(f"parameters of {part}", TRIED[f"parameters of {part}"])


def test_strangers(trial: Trial) -> None:
    """The administration has one guard for all its pages, which tests of access try."""
    doors = [door for door in doors_to_read(trial.world) if not door.is_of_administration]
    for door, role in product(doors, ("anonymous", "other")):
        for value in WORST[:3]:
            for place in door.places:
                trial.ask_place(role, door.address(**{place: value}), value)
            if door.parameters:
                trial.ask(role, "get", asked(door.address(), door.parameters, value))

    trial.report("strangers", TRIED["strangers"])
