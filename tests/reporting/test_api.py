"""Rounds and reports over the API: the rules and words of the pages."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from activities.models import Activity
from activities.reporting.models import Report, Round
from activities.reporting.services import workflow
from members.models import Member, User
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory
from tests.factories.reporting import AnswerFactory, QuestionFactory, ReportFactory, SectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]


@pytest.fixture
def api() -> APIClient:
    return APIClient()


@pytest.fixture
def twinning(round_2013: Round) -> Activity:
    output = OutputFactory.create(plan=round_2013.plan, number=1)
    activity = ActivityFactory.create(output=output, number=2, code="1.2", title="Twinning")
    QuestionFactory.create(activity=activity, code="experts", label="Experts", unit="persons", required=True)
    return activity


def content(**changes: Any) -> dict[str, Any]:
    return {
        "expected_version": 0,
        "rating": "completed",
        "done": "We met.",
        "answers": [{"question": "experts", "number": "0"}],
        **changes,
    }


def address(report: Report, action: str = "") -> str:
    return f"/api/v1/reports/{report.pk}/{action}"


def test_rounds(api: APIClient, round_2013: Round, nsb_viewer: User) -> None:
    api.force_authenticate(nsb_viewer)

    (found,) = api.get("/api/v1/rounds/", {"plan": "APDC-2011-2015", "year": 2013}).json()["results"]

    assert found == {
        "id": round_2013.pk,
        "plan": "APDC-2011-2015",
        "year": 2013,
        "opens_on": "2014-01-06",
        "due_on": "2014-03-31",
        "due_until": "2014-04-01T00:00:00+02:00",
        "closes_on": "2014-06-30",
        "closes_until": "2014-07-01T00:00:00+02:00",
        "opened_at": "2014-01-06T09:00:00+01:00",
        "closed_at": None,
    }


@pytest.mark.parametrize(
    ("person", "count"),
    [
        ("devt_officer", 2),
        ("nsb_officer", 1),
        ("nsb_viewer", 1),
        ("other_nsb_editor", 0),
        ("devco", 0),
        ("donor", 0),
    ],
)
def test_each_sees_what_the_pages_show(
    api: APIClient, report: Report, person: str, count: int, request: pytest.FixtureRequest
) -> None:
    other = ReportFactory.create(round=report.round)
    api.force_authenticate(request.getfixturevalue(person))

    assert api.get("/api/v1/reports/").json()["count"] == count
    assert (api.get(address(other)).status_code == 200) is (person == "devt_officer")


def test_report_in_a_list(api: APIClient, report: Report, nsb_officer: User, devt_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)
    api.force_authenticate(devt_officer)

    (found,) = api.get("/api/v1/reports/", {"year": 2013, "member": "ke", "state": "submitted"}).json()[
        "results"
    ]

    assert found == {
        "id": report.pk,
        "plan": "APDC-2011-2015",
        "year": 2013,
        "member": "KE",
        "state": "submitted",
        "due_on": "2014-03-31",
        "due_until": "2014-04-01T00:00:00+02:00",
        "is_overdue": False,
        "is_late": False,
        "submitted_at": "2014-03-19T13:00:00+01:00",
        "receipt": "APDC-2011-2015/2013/KE/1",
        "times_returned": 0,
        "accepted_at": None,
        "is_nil": False,
        "is_sample": False,
    }


def test_save_and_read_a_section(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User
) -> None:
    api.force_authenticate(nsb_editor)

    saved = api.put(address(report, "sections/1.2/"), content())
    read = api.get(address(report, "sections/1.2/")).json()

    assert (saved.status_code, saved.json()) == (200, read)
    assert (read["title"], read["version"], read["done"]) == ("1.2 Twinning", 1, "We met.")
    assert read["answers"] == [
        {
            "question": "experts",
            "part": "",
            "number": "0",
            "text": "",
            "absence": "",
            "reason": "",
            "shown": "0",
        }
    ]
    assert read["questions"][0]["code"] == "experts"
    sections = api.get(address(report)).json()["sections"]
    assert [(section["key"], section["code"]) for section in sections] == [
        ("details", ""),
        (f"a{twinning.pk}", "1.2"),
        ("way_forward", ""),
    ]
    assert api.get(address(report, f"sections/a{twinning.pk}/")).json() == read


def test_save_over_another_version_is_a_conflict(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User, nsb_officer: User
) -> None:
    api.force_authenticate(nsb_officer)
    api.put(address(report, "sections/1.2/"), content())
    api.force_authenticate(nsb_editor)

    refused = api.put(address(report, "sections/1.2/"), content(done="Something else."))

    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert (
        refused.json()["detail"]
        == "Otieno Officer has saved this section meanwhile. Nothing was overwritten."
    )


def test_what_cannot_be_true_is_named_by_question(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User
) -> None:
    api.force_authenticate(nsb_editor)
    wrong = content(answers=[{"question": "experts", "number": "1.5"}])

    refused = api.put(address(report, "sections/1.2/"), wrong)

    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["experts"]


@pytest.mark.parametrize(
    "answer", [{"number": "3", "part": "female"}, {"text": "Three experts."}, {"number": None}]
)
def test_a_reason_has_its_place(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User, answer: dict[str, Any]
) -> None:
    """Beside an absence or the number of the whole; elsewhere nobody would read it."""
    api.force_authenticate(nsb_editor)
    sent = content(answers=[answer | {"question": "experts", "reason": "A new laboratory."}])

    refused = api.put(address(report, "sections/1.2/"), sent)

    assert "Give a reason beside an absence or beside the number of the whole" in refused.content.decode()
    assert refused.status_code == 400


def test_a_reason_stays_beside_the_number(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User
) -> None:
    api.force_authenticate(nsb_editor)
    sent = content(answers=[{"question": "experts", "number": "3", "reason": "A new laboratory."}])

    assert (
        api.put(address(report, "sections/1.2/"), sent).json()["answers"][0]["reason"] == "A new laboratory."
    )


def test_accepting_a_version_that_does_not_stand_is_a_conflict(
    api: APIClient, kenya: Member, devt_officer: User
) -> None:
    """Also where another version was accepted meanwhile."""
    report = ReportFactory.create(member=kenya, accepted=True)
    api.force_authenticate(devt_officer)

    assert api.post(address(report, "accept/"), {"version": 99}).status_code == 409


@pytest.mark.parametrize(("act", "state"), [("return", "submitted"), ("reopen", "accepted")])
def test_a_day_of_no_year_that_anybody_means(
    api: APIClient, kenya: Member, devt_officer: User, act: str, state: str
) -> None:
    report = ReportFactory.create(member=kenya, **{state: True})
    api.force_authenticate(devt_officer)

    refused = api.post(address(report, f"{act}/"), {"due_on": "9999-12-31", "reason": "Mend."})

    assert refused.json()["errors"] == {"due_on": ["9999-12-31 is not a day of the years 1900 to 2200."]}


def test_a_choice_that_is_not_known_is_told_what_is(
    api: APIClient, report: Report, twinning: Activity, nsb_editor: User
) -> None:
    api.force_authenticate(nsb_editor)

    refused = api.put(address(report, "sections/1.2/"), content(rating="nope"))

    assert refused.status_code == 400
    assert "“nope” is not known here. Use one of: not_relevant, not_started, on_track," in str(
        refused.json()["errors"]
    )


@pytest.mark.parametrize(("key", "status"), [("9.9", 404), ("details", 400)])
def test_section_must_exist_and_be_complete(
    api: APIClient, report: Report, nsb_editor: User, key: str, status: int
) -> None:
    api.force_authenticate(nsb_editor)
    sent = content(answers=[]) if key == "9.9" else {}

    assert api.put(address(report, f"sections/{key}/"), sent).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("nsb_viewer", 403), ("devt_officer", 403), ("other_nsb_editor", 404)]
)
def test_only_the_members_writers_save(
    api: APIClient,
    report: Report,
    twinning: Activity,
    person: str,
    status: int,
    request: pytest.FixtureRequest,
) -> None:
    api.force_authenticate(request.getfixturevalue(person))

    assert api.put(address(report, "sections/1.2/"), content()).status_code == status


def test_submitted_report_takes_no_section(api: APIClient, report: Report, nsb_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)
    api.force_authenticate(nsb_officer)

    refused = api.put(address(report, "sections/details/"), content(answers=[]))

    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "The report stands at “Submitted”, so it cannot be changed.",
    )


def test_incomplete_report_says_what_is_missing(
    api: APIClient, report: Report, twinning: Activity, nsb_officer: User
) -> None:
    api.force_authenticate(nsb_officer)

    refused = api.post(address(report, "submit/"))

    assert refused.status_code == 409
    assert refused.json() == {
        "type": "about:blank",
        "title": "This does not go with how things stand.",
        "status": 409,
        "detail": "The report is not complete yet.",
        "errors": {
            "1.2": [
                "Say how it went in 2013.",
                "“Experts” needs an answer, or the reason why there is none.",
            ]
        },
    }


REASONED = {"due_on": "2014-04-15", "reason": "Mend."}
DECISIONS: dict[str, dict[str, str]] = {
    "start-review": {},
    "take-over": {},
    "accept": {},
    "return": REASONED,
    "reopen": REASONED,
}


def test_the_whole_way(api: APIClient, report: Report, nsb_officer: User, devt_officer: User) -> None:
    api.force_authenticate(nsb_officer)
    receipt = api.post(address(report, "submit/")).json()
    withdrawn = api.post(address(report, "withdraw/")).json()
    api.post(address(report, "submit/"))
    api.force_authenticate(devt_officer)
    claimed = api.post(address(report, "start-review/")).json()
    returned = api.post(address(report, "return/"), {"due_on": "2014-04-15", "reason": "Mend."}).json()
    api.force_authenticate(nsb_officer)
    api.post(address(report, "submit/"))
    api.force_authenticate(devt_officer)
    api.post(address(report, "start-review/"))
    accepted = api.post(address(report, "accept/"), {"version": 3}).json()
    reopened = api.post(address(report, "reopen/"), {"reason": "Wrong."}).json()

    assert receipt["receipt"] == "APDC-2011-2015/2013/KE/1"
    assert (returned["number"], returned["due_on"]) == (1, "2014-04-15")
    assert [step["state"] for step in (withdrawn, claimed, accepted, reopened)] == [
        "draft",
        "in_review",
        "accepted",
        "in_review",
    ]


@pytest.mark.parametrize("action", DECISIONS)
def test_illegal_moves_are_conflicts(api: APIClient, report: Report, devt_officer: User, action: str) -> None:
    api.force_authenticate(devt_officer)

    refused = api.post(address(report, f"{action}/"), DECISIONS[action])

    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Only a")


@pytest.mark.parametrize("action", DECISIONS)
@pytest.mark.parametrize(
    ("person", "status"), [("nsb_officer", 403), ("other_nsb_editor", 404), ("devco", 404), ("donor", 404)]
)
def test_only_devt_reviews(
    api: APIClient, report: Report, action: str, person: str, status: int, request: pytest.FixtureRequest
) -> None:
    api.force_authenticate(request.getfixturevalue(person))

    refused = api.post(address(report, f"{action}/"), DECISIONS[action])

    assert refused.status_code == status
    assert Report.objects.get(pk=report.pk).state == "draft"


def test_strangers_are_asked_to_sign_in(api: APIClient, report: Report) -> None:
    assert api.get("/api/v1/reports/").status_code == 401


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    api: APIClient,
    round_2013: Round,
    report: Report,
    twinning: Activity,
    devt_officer: User,
    kenya: Member,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ReportFactory.create_batch(count, round=round_2013)
    section = SectionFactory.create(report=report, activity=twinning)
    for question in QuestionFactory.create_batch(count, activity=twinning):
        AnswerFactory.create(section=section, question=question)
    api.force_authenticate(devt_officer)
    api.get("/api/v1/reports/")

    with django_assert_num_queries(2):
        api.get("/api/v1/reports/")
    with django_assert_num_queries(11):
        api.get(address(report))


def test_questions_of_a_round(
    api: APIClient, twinning: Activity, round_2013: Round, nsb_viewer: User
) -> None:
    QuestionFactory.create(activity=twinning, code="later", valid_from_year=2014, valid_to_year=2015)
    api.force_authenticate(nsb_viewer)

    (found,) = api.get(f"/api/v1/rounds/{round_2013.pk}/questions/").json()["results"]

    assert (found["activity"], found["step"], found["code"]) == ("1.2", "", "experts")
    assert (found["unit"], found["required"]) == ("persons", True)


@pytest.mark.parametrize("person", ["donor", "without_role"])
def test_questions_are_for_those_who_see_the_round(
    api: APIClient, round_2013: Round, person: str, request: pytest.FixtureRequest
) -> None:
    api.force_authenticate(request.getfixturevalue(person))

    assert api.get(f"/api/v1/rounds/{round_2013.pk}/questions/").status_code in {403, 404}
