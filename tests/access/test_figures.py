"""Wherever a figure shows, so does what it needs to be read rightly; pages are found from the table."""

import re

from activities.reporting.models import Report
from indicators.models import Result, Target
from members.models import User
from tests.access.asking import ask
from tests.access.table import LINES, OK
from tests.access.world import ACCEPTED_VALUES, World

SUM = re.compile("1,?234,?567")
"""The only accepted number of the world, and so the sum of its year, whose round runs."""

READERS = ("devt", "devco", "other")
NO_FIGURES = re.compile(r"reporting:|report|section|version|evidence")
"""Names of addresses of members' own reports, which show what a member wrote and no figure."""

SAMPLE = 'class="tag sample"'


def text_of(world: World, role: str) -> dict[str, str]:
    """What each address that is read answers a role, in words or data."""
    lines = [line for line in LINES if line.method == "get" and line.answers.get(role) == OK]
    found = {}
    for line in lines:
        response = ask(world, line, role)
        content = b"".join(response) if response.streaming else response.content
        found[str(line)] = content.decode(errors="replace")
    return found


def test_no_provisional_figure_shows_without_being_called_so(world: World) -> None:
    assert SUM.fullmatch(ACCEPTED_VALUES["accepted number"])
    shown = {
        f"{role} {address}": text
        for role in READERS
        for address, text in text_of(world, role).items()
        if SUM.search(text) and not NO_FIGURES.search(address)
    }

    assert len(shown) >= 6
    silent = [address for address, text in shown.items() if not re.search("provisional|so far", text)]
    assert silent == []


def test_sample_data_are_marked_in_heads_and_not_in_cells(world: World) -> None:
    for model, field in ((Report, "is_sample"), (Result, "has_sample"), (Target, "is_sample")):
        model.objects.update(**{field: True})
    User.objects.update(is_sample=True)
    pages = {f"{role} {address}": text for role in READERS for address, text in text_of(world, role).items()}

    marked = {address for address, text in pages.items() if SAMPLE in text}
    cells = {
        address
        for address in marked
        if any(SAMPLE in body for body in re.findall("<tbody.*?</tbody>", pages[address], re.DOTALL))
    }

    assert len(marked) >= 10
    assert cells == set()
