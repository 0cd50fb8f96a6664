"""A kind of question is one class: read the same at every door, shown the same to every reader."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from activities.models import Activity
from activities.reporting.admin import AnswerResource
from activities.reporting.enums import Aggregation
from activities.reporting.models import Answer, Question, Report
from activities.reporting.question_types import (
    AS_TYPED,
    AnswerRule,
    HasValue,
    Notation,
    QuestionType,
    Value,
    kinds,
    register,
    type_named,
    type_of,
)
from activities.reporting.question_types.registry import _TYPES
from activities.reporting.section_data import AnswerData
from activities.reporting.services import workflow
from activities.reporting.typed_answers import read_answer
from kernel.typed import NotReadableError
from members.models import Member, User
from tests.reporting.making import activity_of, layout, question_of, report_of

CHOICES = [{"value": "all_in_use", "label": "All are in use"}, {"value": "some", "label": "Some are"}]
KINDS = {
    "integer": ("1'234", "1,234"),
    "decimal": ("12,5", "12.5"),
    "percent": ("12.5 %", "12.5"),
    "money": ("CHF 1'250.50", "1,250.5"),
    "rating": ("4", "4"),
    "yes_no": ("YES", "Yes"),
    "choice": ("all are in use", "All are in use"),
    "date": ("31.12.2013", "31 December 2013"),
    "text": ("Nairobi", "Nairobi"),
    "long_text": ("We met.", "We met."),
}
"""What is typed for a question of each kind, and how every reader sees it."""

EACH_KIND = pytest.mark.parametrize(
    ("kind", "typed", "words"), [(kind, *both) for kind, both in KINDS.items()]
)


@pytest.fixture
def report(kenya: Member) -> Report:
    return report_of(kenya)


@pytest.fixture
def activity(report: Report) -> Activity:
    return activity_of(report, effectiveness_measured=False)


def asked(activity: Activity, kind: str) -> Question:
    more: dict[str, Any] = {"choices": CHOICES} if kind == "choice" else {}
    return question_of(activity, "asked", label="What we ask", kind=kind, unit="", **more)


def post(client: Client, report: Report, person: User, **fields: str) -> dict[str, Any]:
    """By the page's script; gives what it is told of the section."""
    client.force_login(person)
    section = layout(report, "1.2")
    known = {
        "version": str(section.version),
        "seen": section.data.digest,
        "rating": "on_track",
        "done": "We met.",
    }
    sent = {f"{section.anchor}-{name.replace('__', ':')}": value for name, value in (known | fields).items()}
    response = client.post(f"/reports/{report.pk}/steps/2/", sent, headers={"X-Autosave": "1"})
    return response.json()["sections"][section.anchor]


def put(report: Report, person: User, typed: str) -> Any:
    api = APIClient()
    api.force_authenticate(person)
    sent = {"expected_version": layout(report, "1.2").version, "rating": "on_track", "changed": "More."}
    sent["answers"] = [{"question": "asked", "text": typed}]
    return api.put(f"/api/v1/reports/{report.pk}/sections/1.2/", sent, format="json")


def page(client: Client, person: User, path: str) -> str:
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def stored() -> AnswerData | None:
    answer = Answer.objects.select_related("question").first()
    return AnswerData.of(answer) if answer else None


def test_each_kind_is_tried() -> None:
    assert sorted(KINDS) == sorted(kinds())


@EACH_KIND
@pytest.mark.django_db
def test_the_same_text_gives_the_same_answer_at_every_door(
    client: Client, report: Report, activity: Activity, nsb_editor: User, kind: str, typed: str, words: str
) -> None:
    question = asked(activity, kind)

    assert post(client, report, nsb_editor, asked=typed)["state"] == "saved"
    by_form = stored()
    Answer.objects.all().delete()
    assert put(report, nsb_editor, typed).status_code == 200
    by_api = stored()
    notation = Notation(decimal_sign="," if "," in typed else ".", date_order="day")
    by_spreadsheet = read_answer(question, AnswerData("asked", text=typed), notation)

    assert by_form == by_api == by_spreadsheet


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.endswith("text")])
@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_in_the_same_words_at_every_door(
    client: Client, report: Report, activity: Activity, nsb_editor: User, kind: str
) -> None:
    question = asked(activity, kind)

    by_form = post(client, report, nsb_editor, asked="three or so")["problems"]
    by_api = put(report, nsb_editor, "three or so").json()["errors"]
    with pytest.raises(NotReadableError) as refused:
        read_answer(question, AnswerData("asked", text="three or so"))

    assert by_form["asked"] == by_api["asked"] == [str(refused.value)]


@EACH_KIND
@pytest.mark.django_db
def test_every_reader_sees_the_same_words(
    client: Client,
    report: Report,
    activity: Activity,
    nsb_officer: User,
    devt_officer: User,
    kind: str,
    typed: str,
    words: str,
) -> None:
    asked(activity, kind)
    own = f"/reports/{report.pk}"
    put(report, nsb_officer, typed)
    version = workflow.submit(report=report, by=nsb_officer)
    review = f"{own}/review/sections/a{activity.pk}/"

    assert words in page(client, nsb_officer, f"{own}/")
    assert words in page(client, nsb_officer, f"{own}/versions/{version.number}/")
    assert words in page(client, devt_officer, review)
    assert [answer["shown"] for answer in put_again(report, nsb_officer)] == [words]
    assert AnswerResource().export(Answer.objects.all()).dict[0]["shown"] == words
    assert words in page(client, devt_officer, "/admin/reporting/answer/")


@EACH_KIND
@pytest.mark.django_db
def test_a_comparison_shows_the_same_words(
    client: Client, report: Report, activity: Activity, nsb_officer: User, kind: str, typed: str, words: str
) -> None:
    asked(activity, kind)
    put(report, nsb_officer, typed)
    workflow.submit(report=report, by=nsb_officer)
    workflow.withdraw(report=report, by=nsb_officer, reason="")
    refused = {"asked__absence": "withheld", "asked__reason": "Not public."}
    post(client, report, nsb_officer, changed="More.", **refused)
    workflow.submit(report=report, by=nsb_officer)

    text = re.sub(r"<[^>]*>", "", page(client, nsb_officer, f"/reports/{report.pk}/versions/1/2/"))

    assert words in text
    assert "withheld: Not public." in text


def put_again(report: Report, person: User) -> Any:
    """The answers as the API gives them."""
    api = APIClient()
    api.force_authenticate(person)
    return api.get(f"/api/v1/reports/{report.pk}/sections/1.2/").json()["answers"]


@pytest.mark.django_db
def test_what_the_api_gives_can_be_sent_back(report: Report, activity: Activity, nsb_editor: User) -> None:
    asked(activity, "yes_no")
    read = put(report, nsb_editor, "yes").json()
    api = APIClient()
    api.force_authenticate(nsb_editor)
    names = ("rating", "done", "changed", "why_not_relevant", "target_groups", "answers")

    sent = {name: read[name] for name in names} | {"expected_version": read["version"]}
    again = api.put(f"/api/v1/reports/{report.pk}/sections/1.2/", sent, format="json")

    assert (again.status_code, again.json()) == (200, read)


@pytest.mark.django_db
def test_a_number_and_a_text_at_once_are_refused(
    report: Report, activity: Activity, nsb_editor: User
) -> None:
    asked(activity, "integer")
    api = APIClient()
    api.force_authenticate(nsb_editor)
    answer = {"question": "asked", "number": "3", "text": "three"}

    sent = {"expected_version": 0, "rating": "on_track", "answers": [answer]}
    refused = api.put(f"/api/v1/reports/{report.pk}/sections/1.2/", sent, format="json")

    assert refused.status_code == 400
    assert refused.json()["errors"]["asked"] == ["You gave a number and a text. Keep one of them."]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_one_of_its_answers(kind: str) -> None:
    question = Question(kind=kind, choices=CHOICES)
    example = question.type.example or CHOICES[0]["label"]

    value = question.type.read(question, example)

    assert list(question.type.check(question, value)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_tells_what_may_be_answered(kind: str) -> None:
    question = Question(kind=kind, choices=CHOICES, minimum=Decimal(0), maximum=Decimal(100))
    rule = question.type.rule(question)

    assert rule.words
    assert dict(rule.allowed) == question.type.choices(question)
    assert (rule.decimals is not None) == (question.is_numeric and not question.type.is_chosen)


@given(
    kind=st.sampled_from(["integer", "decimal", "percent", "money"]),
    number=st.decimals(-(10**9), 10**9, places=4),
)
def test_what_an_input_holds_is_read_as_the_same_number(kind: str, number: Decimal) -> None:
    """Also of three decimals, which a reader could take for thousands."""
    question = Question(kind=kind)
    places = {"integer": 0, "money": 2}.get(kind, 4)
    value = Value(round(number, places))

    assert question.type.read(question, question.type.typed(value)) == value


def test_a_question_that_is_no_longer_there_is_shown_as_it_was_answered() -> None:
    assert type_of(None).show(None, Value(Decimal("3.50"))) == "3.5"
    assert type_of(None).show(None, Value(text="all_in_use")) == "all_in_use"


class Duration(QuestionType):
    """A kind of this test's own: hours and minutes, kept in minutes."""

    kind = "duration"
    label = "duration"
    widget = "text"
    example = "1:30"
    is_numeric = True
    has_unit = False
    aggregations = (Aggregation.SUM, Aggregation.NONE)

    def read(self, question: Question, text: str, notation: Notation = AS_TYPED) -> Value:
        hours, colon, minutes = text.strip().partition(":")
        if not (hours.isdigit() and colon and minutes.isdigit()):
            raise NotReadableError("Write hours and minutes, as 1:30.")
        return Value(Decimal(int(hours) * 60 + int(minutes)))

    def problems(self, question: Question, value: HasValue) -> Iterator[str]:
        if value.number and value.number > 24 * 60:
            yield "A day has 24 hours."

    def show(self, question: Question | None, value: HasValue) -> str:
        return f"{int(value.number or 0) // 60} h {int(value.number or 0) % 60} min"

    def typed(self, value: HasValue) -> str:
        return f"{int(value.number or 0) // 60}:{int(value.number or 0) % 60:02}"

    def rule(self, question: Question) -> AnswerRule:
        return AnswerRule("hours and minutes, as 1:30")


@pytest.fixture
def duration() -> Iterator[type[QuestionType]]:
    yield register(Duration)
    del _TYPES["duration"]


@pytest.mark.usefixtures("duration")
@pytest.mark.django_db
def test_a_new_kind_is_one_class(
    client: Client, report: Report, activity: Activity, nsb_officer: User, devt_officer: User
) -> None:
    question = asked(activity, "duration")
    question.full_clean()

    assert post(client, report, nsb_officer, asked="25:00")["problems"] == {"asked": ["A day has 24 hours."]}
    assert post(client, report, nsb_officer, asked="1:30")["state"] == "saved"
    step = page(client, nsb_officer, f"/reports/{report.pk}/steps/2/")
    assert 'value="1:30"' in step
    refused = put(report, nsb_officer, "long").json()["errors"]
    assert refused["asked"] == ["Write hours and minutes, as 1:30."]
    saved = put(report, nsb_officer, "2:05").json()
    assert (saved["answers"][0]["number"], saved["answers"][0]["shown"]) == ("125", "2 h 5 min")
    assert saved["questions"][0]["format"] == "hours and minutes, as 1:30"
    workflow.submit(report=report, by=nsb_officer)
    assert "2 h 5 min" in page(client, devt_officer, f"/reports/{report.pk}/review/sections/a{activity.pk}/")
    assert "2 h 5 min" in AnswerResource().export(Answer.objects.all()).csv


@pytest.mark.usefixtures("duration")
def test_a_new_kind_is_among_those_to_choose_from() -> None:
    assert ("duration", "duration") in Question._meta.get_field("kind").choices
    assert type_named("duration").is_numeric
