"""docs/access.md says of each register who may do what, as the table of addresses tests it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from kernel.registers.declaration import REGISTERS
from tests.access.lines import DEVT, KENYA, SIGNED_IN, WRITERS
from tests.access.registers import KNOWN, Known

PAGE = (Path(settings.BASE_DIR) / "docs" / "access.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in PAGE.splitlines()
    if re.match(r"\| `[\w-]+` \|", line) and (cells := [cell.strip() for cell in line.strip("|").split("|")])
}
"""By register: who sees that there is a record, who sees it whole, adds and changes, confirms, imports."""
WORDS = {
    "everybody": set(SIGNED_IN),
    "DEVT": set(DEVT),
    "own member": set(KENYA),
    "own writers": set(WRITERS),
    "DEVCO": {"devco"},
    "other members": {"other"},
    "donors": {"donor"},
    "–": set(),
}
"""Roles by the words of the page; the record is one of Kenya."""


def named(cell: str) -> set[str]:
    return {role for words in cell.split(", ") for role in WORDS[words]}


def test_every_register_is_there() -> None:
    assert set(ROWS) == set(REGISTERS)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.register.key)
def test_the_page_says_what_the_table_tests(known: Known) -> None:
    seen, whole, writing, confirming, importing = map(named, ROWS[known.register.key])

    assert seen == set(known.seers)
    assert whole == set(known.whole)
    assert writing == set(known.adders)
    assert confirming == (set(WRITERS) if known.register.confirmed else set())
    assert importing == (set(DEVT) if known.register.permissions.imports else set())
