"""Wherever a figure shows, so does what it needs to be read rightly; pages are found from the table."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import product
from typing import Any

import pytest

from activities.reporting.models import Report
from indicators.enums import Split
from indicators.models import Result, Target
from members.models import User
from tests.access.asking import ask
from tests.access.lines import OK, Line
from tests.access.readings import Reading, Readings, reading_of
from tests.access.table import LINES
from tests.access.world import ACCEPTED, World

pytestmark = pytest.mark.xdist_group("readings")

SUM = re.compile(r"1,?234,?577\b")
"""Of the accepted number of Kenya and the 5 of each of two others, in a year whose round runs."""

READERS = ("devt", "devco", "other")
CALLED_SO = re.compile("provisional|so far", re.IGNORECASE)
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
HEAD = re.compile(r"<(caption|thead)\b.*?</\1>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
INNERMOST = re.compile(r"<(\w+)\b[^<>]*>[^<>]*1,234,577.*?</\1>", re.DOTALL)
"""The element whose own text begins with or holds the sum."""

SAMPLE = 'class="tag sample"'


def texts(read: Callable[[Line, str], Reading]) -> dict[str, str]:
    """What each address that is read answers each reader, in words or data."""
    lines = [line for line in LINES if line.method == "get"]
    return {
        f"{role} {line}": read(line, role).text
        for role, line in product(READERS, lines)
        if line.answers.get(role) == OK
    }


def places_of_sum(text: str) -> Iterator[tuple[str, bool]]:
    """What holds the sum in a page, in JSON or in a CSV file, and whether it calls the sum provisional."""
    begins = text.lstrip("\ufeff \n")[:1]
    if begins == "<":
        yield from ((place, bool(CALLED_SO.search(place))) for place in places_in_page(text))
    elif begins in "{[":
        for each in objects_in(json.loads(text)):
            if any(holds_sum(value) for value in each.values()):
                yield str(each), each.get("is_provisional") is True
    else:
        for row in csv.DictReader(StringIO(text.lstrip("\ufeff"))):
            if any(holds_sum(value) for value in row.values()):
                yield str(row), row.get("provisional") == "yes"


def places_in_page(page: str) -> Iterator[str]:
    """Rows with the head of their table, drawings, and elsewhere the elements around the sum."""
    for table in TABLE.findall(page):
        head = "".join(found.group() for found in HEAD.finditer(table))
        yield from (f"{head}{row}" for row in ROW.findall(HEAD.sub("", table)) if SUM.search(row))
    page = TABLE.sub("", page)
    yield from (drawing for drawing in DRAWING.findall(page) if SUM.search(drawing))
    page = DRAWING.sub("", page)
    yield from (found.group() for found in INNERMOST.finditer(page))
    yield from SUM.findall(INNERMOST.sub("", page))


def objects_in(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects_in(each)


def holds_sum(value: Any) -> bool:
    return isinstance(value, str | int | float) and bool(SUM.search(str(value)))


def test_no_provisional_figure_shows_without_being_called_so(readings: Readings) -> None:
    total = Result.objects.get(version__indicator__code="E1.2-1", year=ACCEPTED, split=Split.TOTAL)
    assert SUM.match(str(total.value))
    shown = [
        (address, place, is_called_so)
        for address, text in texts(readings.of).items()
        if SUM.search(text)
        for place, is_called_so in places_of_sum(text)
    ]

    assert len({address for address, _place, _is_called_so in shown}) >= 18
    assert [(address, place) for address, place, is_called_so in shown if not is_called_so] == []


def test_sample_data_are_marked_in_heads_and_not_in_cells(world: World) -> None:
    for model, field in ((Report, "is_sample"), (Result, "has_sample"), (Target, "is_sample")):
        model.objects.update(**{field: True})
    User.objects.update(is_sample=True)
    pages = texts(lambda line, role: reading_of(ask(world, line, role)))

    marked = {address for address, text in pages.items() if SAMPLE in text}
    cells = {
        address
        for address in marked
        if any(SAMPLE in body for body in re.findall("<tbody.*?</tbody>", pages[address], re.DOTALL))
    }

    assert len(marked) >= 10
    assert cells == set()
