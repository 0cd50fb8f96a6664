"""A natural key changed in the middle of a round: every page and answer stays as it was, but for the key."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import reverse

from activities.models import Activity
from activities.reporting.models import Question, Report, Section, Version
from activities.reporting.services.questions import save_question
from indicators.models import Indicator, IndicatorVersion, Result, Run
from indicators.runs import scheduler
from members.committees.models import Committee
from members.models import Region
from outputs.models import Output, Plan
from tests.access.asking import ask
from tests.access.lines import Line
from tests.access.table import LINES
from tests.access.world import ACTIVITY, PLAN, SECOND_PLAN, World
from tests.factories.indicators import IndicatorVersionFactory
from tests.registers.kit import cells_of

FIGURE = ("value", "no_value", "expected", "accepted")
OWN_OR_ELSEWHERE = ("admin:", "health", "api_", "account_", "mfa_", "usersessions", "sources")
"""Of accounts and of the portal itself; the administration has tests of its own."""
READING = [line for line in LINES if line.method == "get" and not line.name.startswith(OWN_OR_ELSEWHERE)]
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*|nonce="[^"]*|name="(?:window|ticket)" value="[^"]*'
    r'|"request_id": ?"[^"]*'
    r'|\s(?:d|[xy]\d?|dx|dy|width|height|viewBox|transform)="[^"]*"'
)
"""The second line: where a chart draws, which follows the length of its labels."""


@dataclass(frozen=True)
class Renaming:
    """A natural key, its new value, and under which names the table of addresses holds it."""

    model: type[Model]
    field: str
    old: str
    new: str
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.field}"


RENAMINGS = [
    Renaming(Plan, "code", PLAN, "xq-plan", ("plan",)),
    Renaming(Output, "number", "1", "30917", ("output",)),
    Renaming(Output, "code", "1", "xq1"),
    Renaming(Activity, "code", ACTIVITY, "xq-1.2a", ("activity",)),
    Renaming(Indicator, "code", "E1.2-1", "xq-indicator", ("indicator",)),
    Renaming(Region, "name", "Africa", "xq-region"),
    Renaming(Committee, "reference", "ISO/TC 34", "xq-committee"),
]


WORKBOOK = b"PK"
"""What workbooks begin with; besides their cells they hold the time at which they were made."""


def body_of(answer: HttpResponseBase) -> str:
    """As text, with the keys in queries of links as they are everywhere else."""
    parts: Iterator[bytes] = answer.streaming_content if answer.streaming else iter([answer.content])
    body = b"".join(parts)
    text = repr(cells_of(body)) if body.startswith(WORKBOOK) else body.decode(errors="replace")
    for renaming in RENAMINGS:
        for key in (renaming.old, renaming.new):
            text = text.replace(quote_plus(key), key)
    return text


def answers(world: World) -> dict[str, tuple[int, str]]:
    """What every address answers, without what differs from one answer to the next."""
    found = {}
    for line in READING:
        role = "devt" if line.answers["devt"] == 200 else "editor"
        answer = ask(world, Line(line.name, line.answers, renumbered(line), query=line.query), role)
        text = f"{answer.headers.get('Location', '')} {CHANGING.sub('', body_of(answer))}"
        found[f"{role} {line}"] = (answer.status_code, text)
    return found


def renumbered(line: Line) -> dict[str, Any]:
    """The table says the output's number, where the others say the name of a place."""
    return line.places | {"number": "{output}"} if line.name == "outputs:output" else line.places


def computed(world: World) -> list[tuple[Any, ...]]:
    """Figures of a run of today."""
    plan = Plan.objects.get(pk=world.places["plan_pk"])
    run = Run.objects.create(plan=plan, years=list(plan.years), trigger="import")
    scheduler.execute(run)
    assert run.is_done, run.error
    rows = Result.objects.order_by("version", "year", "split", "group")
    return list(
        rows.values_list("version", "year", "split", "group", "value", "no_value", "expected", "accepted")
    )


def rename(world: World, renaming: Renaming) -> None:
    row = renaming.model._default_manager.filter(**{renaming.field: renaming.old}).earliest("pk")
    setattr(row, renaming.field, renaming.new)
    row.save()
    world.places |= dict.fromkeys(renaming.places, renaming.new)


@pytest.fixture
def places(world: World) -> Iterator[World]:
    """The world, whose names of places are put back after the test."""
    kept = dict(world.places)
    world.places["output"] = "1"
    yield world
    world.places.clear()
    world.places.update(kept)


def test_renamed_keys_change_nothing_else(places: World) -> None:
    figures, before = computed(places), answers(places)

    for renaming in RENAMINGS:
        rename(places, renaming)

    after = {line: (status, as_before(text)) for line, (status, text) in answers(places).items()}
    assert sum(status == 200 for status, _text in before.values()) > 50
    differences = {line: difference(before[line], after[line]) for line in before}
    assert {line: found for line, found in differences.items() if found} == {}
    assert computed(places) == figures


def as_before(text: str) -> str:
    for renaming in RENAMINGS:
        text = text.replace(renaming.new, renaming.old)
    return text


def difference(before: tuple[int, str], after: tuple[int, str]) -> Counter[str]:
    """Pieces that one of two answers has oftener; lists may stand in another order, as names order them."""
    first, second = (Counter([str(status), *re.split(r"[<>{},]", text)]) for status, text in (before, after))
    return (first - second) + (second - first)


@pytest.mark.parametrize("key", ["{key}", "xq-1.2a"])
def test_the_next_save_after_a_renaming_makes_no_second_section(places: World, key: str) -> None:
    rename(places, next(one for one in RENAMINGS if one.model is Activity))
    report = Report.objects.get(pk=places.places["report_2013"])
    section = report.sections.get()
    address = reverse("report-section", args=[report.pk, key.format(key=section.key)])
    content = {"expected_version": 1, "rating": "on_track", "done": "We met.", "changed": "More."}

    answer = places.client("editor").put(address, content, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (200, "xq-1.2a")
    saved = report.sections.get()
    assert (saved.pk, saved.version, saved.done) == (section.pk, 2, "We met.")


def test_a_form_opened_before_a_renaming_is_saved_after_it(places: World) -> None:
    line = next(line for line in LINES if line.name == "reporting:step" and line.method == "post")
    rename(places, next(one for one in RENAMINGS if one.model is Activity))

    answer = ask(places, line, "editor")

    assert answer.status_code == 302
    saved = Section.objects.get(report=places.places["report_2013"])
    assert (saved.version, saved.done) == (2, "We met again.")


def test_versions_signed_before_and_after_a_renaming_are_compared_by_activity(places: World) -> None:
    rename(places, next(one for one in RENAMINGS if one.model is Activity))
    report = Report.objects.get(pk=places.places["report_2011"])
    content = {"sections": [dict(report.versions.get(number=2).content["sections"][0], key="xq-1.2a")]}
    activities = {"xq-1.2a": places.places["activity_pk"]}
    Version.objects.filter(report=report, number=2).update(content=content, activities=activities)

    page = places.client("devt").get(reverse("reporting:compare", args=[report.pk, 1, 2])).content.decode()

    assert page.count("What was done") == 1
    assert page.count("xq-1.2a") == 0


def test_the_code_of_a_question_that_members_were_asked_stays(places: World) -> None:
    question = Question.objects.get(code="trained")
    question.code = "schooled"

    with pytest.raises(ValidationError, match="has answers"):
        save_question(question=question)

    Question.objects.get(code="trained").answers.all().delete()
    with pytest.raises(ValidationError, match="were asked in the round of 2015"):
        save_question(question=question)


def test_a_question_not_asked_yet_takes_its_formulas_along(places: World) -> None:
    plan = Plan.objects.get(code=SECOND_PLAN)
    version = IndicatorVersionFactory.create(
        indicator__plan=plan,
        indicator__output=plan.outputs.get(),
        numerator="elsewhere + elsewhere__in_2016 * 2 - else",
        denominator="elsewhere__members",
    )
    question = Question.objects.get(plan=plan)
    question.code = "afield"

    save_question(question=question)

    assert Question.objects.get(plan=plan).code == "afield"
    carried = IndicatorVersion.objects.get(pk=version.pk)
    assert carried.numerator == "afield + afield__in_2016 * 2 - else"
    assert carried.denominator == "afield__members"
