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


def named_in(line: str) -> tuple[list[str], list[str]]:
    """The registers and measures of a row."""
    row = line.split("|")
    return re.findall(r"`([\w-]+)`", row[2]), re.findall(r"`(\w+)`", row[3])


DUTIES = PAGE.partition("| duty |")[2].partition("\n\n")[0].splitlines()[2:]
ROWS = {
    line.split("|")[1].split()[0]: named_in(line) for line in PAGE.splitlines() if re.match(r"\| \d", line)
}
"""By activity: its registers and measures."""


def test_every_activity_is_there_in_order() -> None:
    plan = yaml.safe_load((ROOT / "data" / "plan-2011-2015.yaml").read_text(encoding="utf-8"))
    activities = [activity["code"] for output in plan["outputs"] for activity in output["activities"]]

    assert list(ROWS) == activities


def test_the_plan_counts_nothing_that_the_page_does_not_tell() -> None:
    plan = yaml.safe_load((ROOT / "data" / "plan-2011-2015.yaml").read_text(encoding="utf-8"))
    activities = {
        activity["code"]: activity for output in plan["outputs"] for activity in output["activities"]
    }

    for code, activity in activities.items():
        assert activity["measures"], code
        assert set(activity["measures"]) <= set(ROWS[code][1]), code


def test_every_register_is_there_and_no_other() -> None:
    rows = [*ROWS.values(), *(named_in(line) for line in DUTIES)]
    assert {key for registers, _measures in rows for key in registers} == set(REGISTERS)


@pytest.mark.parametrize("row", [*ROWS.values(), *map(named_in, DUTIES)], ids=lambda row: "-".join(row[0]))
def test_measures_are_of_its_registers(row: tuple[list[str], list[str]]) -> None:
    registers, measures = row
    models = {REGISTERS[key].model for key in registers}
    counted = {
        measure.name
        for measure in MEASURES.declared.values()
        if getattr(measure.source, "model", None) in models
    }

    assert set(measures) <= counted
    assert bool(measures) == bool(registers)
