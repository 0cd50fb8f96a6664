"""One arrangement, two arrangements: units after numbers."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from kernel.numbers import with_unit
from kernel.units import UNITS, WITHOUT_PLURAL, unit_for

UNIT = re.compile(r"^\s*-?\s*unit: '?(.+?)'?$", re.MULTILINE)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "1 arrangement"),
        (Decimal("1.00"), "1 arrangement"),
        (0, "0 arrangements"),
        (2, "2 arrangements"),
        (Decimal("1.5"), "1.5 arrangements"),
    ],
)
def test_the_one_and_the_many(value: int | Decimal, words: str) -> None:
    assert with_unit(value, "arrangements") == words


def test_a_unit_that_is_not_listed_stands_as_it_was_written() -> None:
    assert unit_for(1, "buses") == "buses"


def test_every_unit_of_the_plan_has_its_one_and_its_many() -> None:
    data = Path(settings.BASE_DIR) / "data"
    used = {unit for file in data.glob("*.yaml") for unit in UNIT.findall(file.read_text())} - {"''", "'"}

    assert len(used) > 30
    assert sorted(used - UNITS.keys() - set(WITHOUT_PLURAL)) == []
