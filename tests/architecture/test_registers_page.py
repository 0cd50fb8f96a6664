"""docs/registers.md tells of each activity, and of each register, what is true."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from kernel.measures import MEASURES
from kernel.registers.declaration import REGISTERS

ROOT: Path = settings.BASE_DIR
PAGE = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
ROWS = {
    row[1].split()[0]: (re.findall(r"`([\w-]+)`", row[2]), re.findall(r"`(\w+)`", row[3]))
    for line in PAGE.splitlines()
    if re.match(r"\| \d", line) and (row := line.split("|"))
}
"""By activity: its registers and measures."""


def test_every_activity_is_there_in_order() -> None:
    plan = yaml.safe_load((ROOT / "data" / "plan-2011-2015.yaml").read_text(encoding="utf-8"))
    activities = [activity["code"] for output in plan["outputs"] for activity in output["activities"]]

    assert list(ROWS) == activities


def test_every_register_is_there_and_no_other() -> None:
    assert {key for registers, _measures in ROWS.values() for key in registers} == set(REGISTERS)


@pytest.mark.parametrize("activity", ROWS)
def test_measures_are_of_its_registers(activity: str) -> None:
    registers, measures = ROWS[activity]
    models = {REGISTERS[key].model for key in registers}
    counted = {
        measure.name
        for measure in MEASURES.declared.values()
        if getattr(measure.source, "model", None) in models
    }

    assert set(measures) <= counted
    assert bool(measures) == bool(registers)
