"""What belongs to Kenya stands in no answer that others can get, whatever they ask for."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.access.asking import address_of
from tests.access.readings import Reading, Readings
from tests.access.table import LINES
from tests.access.world import (
    ACCEPTED_VALUES,
    OF_DEVT,
    OF_PEOPLE,
    OF_THE_MEMBER,
    OF_THE_PARTIES,
    World,
)
from tests.pdf_files import pages_of
from tests.registers.kit import cells_of

pytestmark = pytest.mark.xdist_group("readings")

ALL = OF_THE_MEMBER | OF_DEVT | ACCEPTED_VALUES | OF_THE_PARTIES | OF_PEOPLE
UNREADABLE = {
    "anonymous": ALL,
    "nobody": ALL,
    "donor": ALL,
    "other": ALL,
    "other_officer": ALL,
    "devco": OF_THE_MEMBER | OF_DEVT | OF_PEOPLE,
    "viewer": OF_DEVT,
    "editor": OF_DEVT,
    "officer": OF_DEVT,
}
NARRATIVES = "/plans/APDC/activities/1.2/narratives/"
QUESTIONS = [
    "/search/?q=canar",
    "/search/?q=KE/1",
    "/search/?q=12345",
    "/api/v1/reports/?member=KE",
    "/api/v1/reports/?plan=APDC&page_size=500",
    "/api/v1/reports/?is_overdue=true",
    "/api/v1/results/?page_size=500&indicator=E1.2-1",
    "/api/v1/statistics/?member=KE",
    "/api/v1/members/KE/?year=2011",
    "/members/?q=canar",
    "/members/KE/?year=2011",
    "/people/?q=canar",
    "/registers/needs/?q=canar&columns=field&columns=subject",
    "/api/v1/needs/?member=KE",
    "/registers/participants/?q=canary",
    "/registers/nominations/?event=EV-2013-001",
    "/api/v1/participants/?event=EV-2013-001",
    "/search/?q=grace",
    "/reports/?member=KE",
    *(f"{NARRATIVES}{file}?year={year}" for file in ("", "csv/", "xlsx/") for year in range(2011, 2016)),
    *(
        f"/plans/APDC/indicators/{code}/{file}?year={year}&split={split}&group={group}"
        for code in ("E1.2-1", "E1.2-2")
        for file in ("", "values.csv")
        for year in (2011, 2012, 2013)
        for split, group in (("total", ""), ("un_region", "africa"))
    ),
]


def addresses(world: World) -> Iterator[str]:
    yield from QUESTIONS
    yield from dict.fromkeys(address_of(world, line) for line in LINES if is_read(line.name, line.method))


def is_read(name: str, method: str) -> bool:
    return method == "get" and not name.startswith("account_log")


def text_of(answer: Reading) -> str:
    """The body and where it sends to, numbers without their separators."""
    headers = (answer.headers.get(name, "") for name in ("Location", "Content-Disposition"))
    text = " ".join([body_of(answer), *headers])
    return re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", text)


def body_of(answer: Reading) -> str:
    if "spreadsheetml" in answer.kind:
        return repr(cells_of(answer.body))
    is_made_here = "pdf" in answer.kind and b"%%EOF" in answer.body
    return " ".join(pages_of(answer.body)) if is_made_here else answer.body.decode()


@pytest.mark.parametrize("role", UNREADABLE)
def test_no_answer_holds_what_the_role_may_not_read(readings: Readings, role: str) -> None:
    found = set()
    for address in addresses(readings.world):
        text = text_of(readings.at(address, role))
        found |= {(address, what) for what, canary in UNREADABLE[role].items() if canary in text}

    assert found == set()


@pytest.mark.parametrize(
    ("role", "address", "canary"),
    [
        ("editor", "/plans/APDC/indicators/E1.2-1/values.csv?year=2011", "accepted number"),
        ("devco", "/plans/APDC/indicators/E1.2-1/values.csv?year=2011", "accepted number"),
        ("devco", "/plans/APDC/indicators/E1.2-2/values.csv?year=2011", "reason of an accepted absence"),
        ("viewer", "/registers/events/EV-2013-011/certificates/PT-2013-003/", "name of a participant"),
        *(("devt", f"{NARRATIVES}{file}", "accepted text") for file in ("", "csv/", "xlsx/")),
    ],
)
def test_canaries_are_where_they_may_be_read(
    readings: Readings, role: str, address: str, canary: str
) -> None:
    assert ALL[canary] in text_of(readings.at(address, role))


def test_the_members_own_people_read_what_is_theirs(readings: Readings) -> None:
    world = readings.world
    pages = [reverse("reporting:report", args=[world.places[f"report_{year}"]]) for year in range(2011, 2016)]
    pages += [
        reverse("reporting:version", args=[world.places["report_2011"], 1]),
        reverse("reporting:receipt", args=[world.places["report_2011"], 1]),
        reverse("reporting:conflict", args=[world.places["report_2013"], world.places["conflict_copy"]]),
    ]
    text = " ".join(text_of(readings.at(page, "editor")) for page in pages)

    shown_elsewhere = {"evidence", "reason of an extension", "reason of a return"}
    assert {what for what, canary in OF_THE_MEMBER.items() if canary not in text} <= shown_elsewhere
