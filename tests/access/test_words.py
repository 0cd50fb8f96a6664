"""What people read: words instead of codes, and each text in the direction of its language."""

import csv
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db.models import TextChoices

from activities.reporting.models import Question
from tests.access.lines import OK, Line
from tests.access.readings import Reading, Readings
from tests.access.table import LINES
from tests.access.world import CHOICE, OF_DEVT, OF_THE_MEMBER
from tests.house import HOUSE

pytestmark = pytest.mark.xdist_group("readings")

FOR_PROGRAMS = ("api", "schema")
"""What programs read names codes, and its documentation explains them."""
KEYS = {"split", "group"}
"""Columns of files by which targets and results are found again when they are read in."""
READERS = ("administrator", "officer", "devco", "donor")
NOT_READ = re.compile(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)
TYPED = re.compile(
    r"<textarea\b[^>]*>|<input\b(?=[^>]*\btype=\"(?:text|search)\")[^>]*>|<input\b(?![^>]*\btype=)[^>]*>"
)
ALONE = re.compile(r">\s*None\s*<")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "rect", "path", "circle", "line", "source"}


def pages(readings: Readings, role: str) -> Iterator[tuple[Line, Reading]]:
    """Every page and table file that the role may read."""
    for line in LINES:
        if line.method != "get" or line.answers.get(role) != OK or line.name.startswith(FOR_PROGRAMS):
            continue
        answer = readings.of(line, role)
        if answer.kind.startswith(("text/html", "text/csv")) and not answer.is_file:
            yield line, answer


def words_of(answer: Reading) -> str:
    if answer.kind.startswith("text/html"):
        return html.unescape(NOT_READ.sub(" ", answer.text))
    rows = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    return "\n".join(cell for row in rows for name, cell in row.items() if cell and name not in KEYS)


def codes() -> set[str]:
    """Codes that no sentence holds by chance: of the models' choices, the enums, and the questions."""
    found = {
        str(value)
        for model in apps.get_models()
        if model.__module__.startswith(HOUSE)
        for field in model._meta.get_fields()
        for value, _label in getattr(field, "flatchoices", ())
    }
    found |= {value for enum in enums(TextChoices) for value in enum.values}
    found |= {choice["value"] for question in Question.objects.all() for choice in question.choices}
    return {code for code in found if "_" in code}


def enums(of: type[TextChoices]) -> Iterator[type[TextChoices]]:
    for each in of.__subclasses__():
        if each.__module__.startswith(HOUSE):
            yield each
        yield from enums(each)


@pytest.mark.parametrize("role", READERS)
def test_nobody_reads_the_word_for_nothing(readings: Readings, role: str) -> None:
    """What a template prints where there is no value."""
    found = [
        line.name
        for line, answer in pages(readings, role)
        if answer.kind.startswith("text/html") and ALONE.search(answer.text)
    ]

    assert found == []


@pytest.mark.parametrize("role", READERS)
def test_nobody_reads_a_code(readings: Readings, role: str) -> None:
    known = codes()
    code = re.compile(r"(?<![\w/.-])(" + "|".join(sorted(known, key=len, reverse=True)) + r")(?![\w/-])")

    read = {str(line): set(code.findall(words_of(answer))) for line, answer in pages(readings, role)}

    assert CHOICE in known
    assert len(known) > 40
    assert {line: found for line, found in read.items() if found} == {}


def test_an_answer_by_choice_reads_alike_for_member_and_reviewer(readings: Readings) -> None:
    read = {
        role: [str(line) for line, answer in pages(readings, role) if "All are in use" in words_of(answer)]
        for role in ("officer", "devt")
    }

    assert "reporting:report" in " ".join(read["officer"])
    assert "reporting:version" in " ".join(read["officer"])
    assert "reporting:review_section" in " ".join(read["devt"])


class Directions(HTMLParser):
    """Collects the words that stand outside any element with a direction of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, tag == "bdi" or ("dir", "auto") in attrs))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(is_own for _tag, is_own in self.open):
            self.outside.append(data)


WRITTEN = [
    word
    for name, word in (OF_THE_MEMBER | OF_DEVT).items()
    if word.startswith("canary") and "evidence" not in name
]
"""Texts that people wrote, in whatever language."""


@pytest.mark.parametrize("role", ["administrator", "officer"])
def test_what_people_wrote_runs_in_its_own_direction(readings: Readings, role: str) -> None:
    lost = {}
    for line, answer in pages(readings, role):
        if not answer.kind.startswith("text/html") or line.name.startswith("admin:"):
            continue
        reader = Directions()
        reader.feed(answer.text)
        outside = " ".join(reader.outside)
        if found := [word for word in WRITTEN if word in outside]:
            lost[str(line)] = found

    assert lost == {}


@pytest.mark.parametrize("role", ["administrator", "officer"])
def test_what_people_type_runs_in_its_own_direction(readings: Readings, role: str) -> None:
    plain = ('class="number"', 'inputmode="numeric"', 'inputmode="decimal"', 'autocomplete="one-time-code"')
    lost = {}
    for line, answer in pages(readings, role):
        if not answer.kind.startswith("text/html") or line.name.startswith("admin:"):
            continue
        inputs = TYPED.findall(answer.text)
        without = [each for each in inputs if 'dir="auto"' not in each and not any(p in each for p in plain)]
        if without:
            lost[str(line)] = without

    assert lost == {}


HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)


@pytest.mark.parametrize("role", ["administrator", "officer", "devco"])
def test_headings_of_a_page_differ(readings: Readings, role: str) -> None:
    """Who jumps from heading to heading must be able to tell them apart."""
    twice = {}
    for line, answer in pages(readings, role):
        if not answer.kind.startswith("text/html") or line.name.startswith("admin:"):
            continue
        found = [
            (level, " ".join(html.unescape(re.sub(r"<[^>]*>", " ", words)).split()))
            for level, words in HEADING.findall(answer.text)
            if int(level) < LEAST_REPEATED
        ]
        if again := sorted({words for level, words in found if found.count((level, words)) > 1}):
            twice[str(line)] = again

    assert twice == {}


LEAST_REPEATED = 4
"""Headings of this level stand inside a section that has its own, and may repeat in the next."""
