"""Whose midnight counts, in words, and that no page or e-mail leaves it out."""

import datetime as dt
import re
import zoneinfo
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template

from kernel.days import day_of, due_words, moment_words, place

DAY = dt.date(2015, 3, 31)
TEMPLATES = Path(settings.BASE_DIR) / "templates"
AN_HOUR_BY_ITSELF = re.compile(r'\|(?:date|time):"[^"]*(?:TIME|[GHgh]:i)[^"]*"(?! }} UTC)|\|time\b')
A_DATE_BY_ITSELF = re.compile(r"(due_on|closes_on|last_day)\|date|due\|date")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Zurich", "31 March 2015, midnight in Geneva"),
        ("Europe/Paris", "31 March 2015, midnight in Geneva"),
        ("America/Jamaica", "31 March 2015, midnight in Geneva (17:00 for you)"),
        ("Pacific/Fiji", "31 March 2015, midnight in Geneva (1 April 2015, 10:00 for you)"),
        ("Asia/Kathmandu", "31 March 2015, midnight in Geneva (1 April 2015, 03:45 for you)"),
    ],
)
def test_the_hour_of_the_reader(zone: str, words: str) -> None:
    assert due_words(DAY, zoneinfo.ZoneInfo(zone)) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Zurich", "31 March 2015, 14:05 CEST"),
        ("Africa/Nairobi", "31 March 2015, 15:05 EAT"),
        ("Asia/Kathmandu", "31 March 2015, 17:50 UTC+05:45"),
        ("Pacific/Kiritimati", "1 April 2015, 02:05 UTC+14:00"),
        ("America/Sao_Paulo", "31 March 2015, 09:05 UTC-03:00"),
    ],
)
def test_a_moment_names_its_zone(zone: str, words: str) -> None:
    moment = dt.datetime(2015, 3, 31, 12, 5, tzinfo=dt.UTC)

    assert moment_words(moment, zoneinfo.ZoneInfo(zone)) == words


@pytest.mark.parametrize("text", ["2015-03-31", "0001-01-01", "9999-12-31"])
def test_a_day_is_read_as_date_inputs_write_it(text: str) -> None:
    assert str(day_of(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000-00-00",
        "2015-02-30",
        "2015-3-1",
        "20150301",
        "2015-W10-1",
        "\u0662\u0660\u0661\u0665-03-01",
        "2015-03-01\n",
        "10000-01-01",
    ],
)
def test_what_is_no_such_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_no_template_writes_an_hour_without_its_zone() -> None:
    found = [
        f"{path.relative_to(TEMPLATES)}: {hour}"
        for path in sorted(TEMPLATES.rglob("*.*"))
        for hour in AN_HOUR_BY_ITSELF.findall(path.read_text())
    ]

    assert found == []


def test_another_seat_is_named_by_its_zone(settings: Any) -> None:
    settings.TIME_ZONE = "America/Port_of_Spain"

    assert place() == "Port of Spain"


@pytest.mark.parametrize(
    ("recipient", "words"),
    [
        ({"time_zone": "America/Jamaica"}, "31 March 2015, midnight in Geneva (17:00 for you)"),
        ({"time_zone": ""}, "31 March 2015, midnight in Geneva"),
        ({"time_zone": "Moon/Base"}, "31 March 2015, midnight in Geneva"),
    ],
)
def test_an_email_names_the_hour_of_who_gets_it(recipient: dict[str, str], words: str) -> None:
    class Recipient:
        time_zone = recipient["time_zone"]

    rendered = Template("{% due day %}").render(Context({"day": DAY, "recipient": Recipient()}))

    assert rendered == words


def test_every_due_date_of_a_template_says_whose_midnight() -> None:
    """Subjects are short; the text below them says it."""
    found = [
        f"{path.relative_to(TEMPLATES)}:{number}: {line.strip()}"
        for path in sorted(TEMPLATES.rglob("*.*"))
        if not path.name.endswith(".subject.txt")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if A_DATE_BY_ITSELF.search(line)
    ]

    assert found == []


def test_a_column_of_due_dates_has_the_place_in_its_heading() -> None:
    without = [
        str(path.relative_to(TEMPLATES))
        for path in sorted(TEMPLATES.rglob("*.html"))
        if "|due_day }}" in (text := path.read_text()) and not re.search(r"{% due(_place)? ", text)
    ]

    assert without == []
