"""Every word that people read comes from a translation or from the data: in a language that marks them all.

The language puts brackets around each message.  What is read outside of brackets, and is not in the
database, cannot be translated.
"""

import re
import zoneinfo
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.utils import translation

from tests.access.lines import OK, Line
from tests.access.readings import Reading, Readings
from tests.access.table import LINES
from tests.access.test_words import FOR_PROGRAMS, VOID
from tests.access.world import World
from tests.house import HOUSE

READERS = ("administrator", "officer")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
READ_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "data-label", "data-none"}
NOT_READ = {"head", "script", "style", "code", "pre", "template"}
ICON = "material-symbols"
"""Of the administration's theme: names of signs that are drawn instead."""
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = {
    *("CSV", "ISO", "JSON", "REST", "API", "CET", "UTF", "UTC", "SHA", "MIT", "ODC"),
    *("Action", "Plan", "Portal", "iso", "esc"),
}
"""Of things that have one name in every language."""


def marked(message: str) -> str:
    return f"⟦{message}⟧" if message else message


def plural(one: str, many: str, number: int) -> str:
    """Of several forms the one that English has."""
    return marked(one if number == 1 else many)


def mark_all(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = translation._trans
    for name, said in {
        "gettext": marked,
        "ngettext": plural,
        "pgettext": lambda _context, message: marked(message),
        "npgettext": lambda _context, *forms: plural(*forms),
    }.items():
        getattr(real, name)  # looked up once, so that it can be put back
        monkeypatch.setattr(real, name, said)


class Reader(HTMLParser):
    """What is read of a page: its text, and what is told of parts of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            is_icon = ICON in (dict(attrs).get("class") or "")
            self.open.append(ICON if is_icon else tag)
        self.texts += [text for name, text in attrs if text and name in READ_ATTRIBUTES]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [text for name, text in attrs if text and name in READ_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        last = {tag, ICON} if self.open and self.open[-1] == ICON else {tag}
        while last.intersection(self.open) and self.open.pop() not in last:
            pass

    def handle_data(self, data: str) -> None:
        if not {*NOT_READ, ICON}.intersection(self.open):
            self.texts.append(data)


def pages(readings: Readings, role: str) -> Iterator[tuple[Line, Reading]]:
    for line in LINES:
        if line.method != "get" or line.answers.get(role) != OK or line.name.startswith(FOR_PROGRAMS):
            continue
        answer = readings.of(line, role)
        if answer.kind.startswith("text/html") and not answer.is_file:
            yield line, answer


def unmarked(page: str) -> str:
    """What is read of a page outside of messages; an attribute may hold markup of its own."""
    reader = Reader()
    reader.feed(page)
    read = re.sub(r"<[^>]*>", " ", " ".join(reader.texts))
    while MARKED.search(read):
        read = MARKED.sub(" ", read)
    return read


def words_of_data() -> set[str]:
    found = {word for zone in zoneinfo.available_timezones() for word in WORD.findall(zone)}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, (CharField, TextField, JSONField)) and model.__module__.startswith(HOUSE):
                texts = model._base_manager.values_list(field.attname, flat=True)
                found |= {word for text in texts if text for word in WORD.findall(str(text))}
    return found


@pytest.mark.parametrize("role", READERS)
def test_every_word_is_translatable(world: World, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    known = words_of_data() | NAMES
    mark_all(monkeypatch)

    read = {
        str(line): sorted(set(WORD.findall(unmarked(answer.text))) - known)
        for line, answer in pages(Readings(world), role)
    }

    assert len(read) > 40
    assert {line: words for line, words in read.items() if words} == {}
