"""Saving a section: versions, conflicts, lost answers, states and permissions."""

import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from activities.reporting.models import Answer, Report, Section
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.services.answers import (
    InvalidSectionError,
    SectionConflictError,
    UnknownSectionError,
)
from members.models import Member, User
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import AnswerFactory
from tests.reporting.making import activity_of, layout, number, question_of, report_of, said, save, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    question_of(activity_of(report), "experts", by_sex=True)
    return report


def answers(report: Report) -> list[tuple[str, Decimal | None, str, str]]:
    found = Answer.objects.filter(section__report=report)
    return [(answer.part, answer.number, answer.absence, answer.reason) for answer in found]


def test_the_first_save_makes_a_draft(report: Report, nsb_editor: User) -> None:
    section = save(report, "1.2", said(*split("experts", female=4, male=5), changed="More."), nsb_editor)

    report = Report.objects.get(pk=report.pk)
    assert report.is_draft
    assert [(move.source, move.target, move.by) for move in report.transitions.all()] == [
        ("open", "draft", nsb_editor)
    ]
    assert (section.version, section.saved_by, section.rating, section.done, section.changed) == (
        1,
        nsb_editor,
        "on_track",
        "We met.",
        "More.",
    )
    assert answers(report) == [("", 9, "", ""), ("female", 4, "", ""), ("male", 5, "", "")]


def test_saving_replaces_what_stood_there(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(*split("experts", female=4, male=5)), nsb_editor)
    absent = AnswerData("experts", absence="not_yet", reason="The list comes in May.")

    section = save(report, "1.2", said(absent, rating="delayed", done=""), nsb_editor, expected_version=1)

    assert (section.version, section.rating, section.done) == (2, "delayed", "")
    assert answers(report) == [("", None, "not_yet", "The list comes in May.")]


def test_zero_is_stored_as_zero(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(number("experts", 0)), nsb_editor)

    assert answers(report) == [("", 0, "", "")]


def test_target_groups_are_kept(kenya: Member, nsb_editor: User) -> None:
    report = report_of(kenya)
    groups = [TargetGroupFactory(plan=report.round.plan, slug=slug) for slug in ("smes", "ngos")]
    activity_of(report, target_groups=groups)

    section = save(report, "1.2", said(target_groups=("ngos",)), nsb_editor)

    assert [group.slug for group in section.target_groups.all()] == ["ngos"]
    assert layout(report, "1.2").data.target_groups == ("ngos",)


def test_saving_the_same_again_changes_nothing(report: Report, nsb_editor: User) -> None:
    data = said(*split("experts", female=4, male=5))
    save(report, "1.2", data, nsb_editor)

    section = save(report, "1.2", data, nsb_editor, expected_version=0)

    assert section.version == 1


def test_nobody_overwrites_unseen(report: Report, nsb_editor: User, nsb_officer: User) -> None:
    save(report, "1.2", said(done="Mine."), nsb_editor)

    with pytest.raises(SectionConflictError) as conflict:
        save(report, "1.2", said(done="Yours."), nsb_officer, expected_version=0)

    assert str(conflict.value) == "Esther Editor has saved this section meanwhile. Nothing was overwritten."
    assert layout(report, "1.2").data.done == "Mine."


def test_a_window_is_not_in_conflict_with_itself(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(done="Once."), nsb_editor, window="w1")

    section = save(report, "1.2", said(done="Twice."), nsb_editor, expected_version=0, window="w1")

    assert (section.version, section.done) == (2, "Twice.")


def test_another_window_of_the_same_person_is(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(done="Once."), nsb_editor, window="w1")

    with pytest.raises(SectionConflictError):
        save(report, "1.2", said(done="Twice."), nsb_editor, expected_version=0, window="w2")
    with pytest.raises(SectionConflictError):
        save(report, "1.2", said(done="Thrice."), nsb_editor, expected_version=0)


def test_what_cannot_be_true_is_not_saved(report: Report, nsb_editor: User) -> None:
    with pytest.raises(InvalidSectionError) as invalid:
        save(report, "1.2", said(*split("experts", total=8, female=4, male=5)), nsb_editor)

    assert invalid.value.problems == {"experts": ["You gave 4 women and 5 men, but 8 in total."]}
    report = Report.objects.get(pk=report.pk)
    assert report.is_open
    assert not Section.objects.exists()


def test_there_is_no_other_section(report: Report, nsb_editor: User) -> None:
    activity_of(report, "1.3", valid_to_year=2012)

    with pytest.raises(UnknownSectionError, match=r"There is no section “1\.3” in this report\."):
        save(report, "1.3", said(), nsb_editor)


def test_answers_to_a_question_no_longer_asked_are_kept(report: Report, nsb_editor: User) -> None:
    section = save(report, "1.2", said(number("experts", 3)), nsb_editor)
    old = question_of(section.activity, "old", valid_to_year=2012)
    AnswerFactory(section=section, question=old, number=7)

    save(report, "1.2", said(number("experts", 4)), nsb_editor, expected_version=1)

    assert list(section.answers.values_list("question__code", "number")) == [("experts", 4), ("old", 7)]
    assert layout(report, "1.2").data.answers == (number("experts", 4),)


@pytest.mark.parametrize("state", ["submitted", "in_review", "accepted", "exempt"])
def test_only_while_it_may_be_changed(kenya: Member, nsb_editor: User, state: str) -> None:
    report = report_of(kenya, **{state: True})
    activity_of(report)

    with pytest.raises(PermissionDenied, match="The report cannot be changed as it stands, or not by you"):
        save(report, "1.2", said(), nsb_editor)


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_a_draft_and_a_returned_report_keep_their_state(kenya: Member, nsb_officer: User, state: str) -> None:
    report = report_of(kenya, **{state: True})
    activity_of(report)

    save(report, "1.2", said(), nsb_officer)

    assert Report.objects.get(pk=report.pk).state == state


def test_filling_in_a_section_ends_a_nil_return(kenya: Member, nsb_officer: User) -> None:
    report = report_of(kenya, returned=True, nil=True)
    activity_of(report)

    save(report, "1.2", said(), nsb_officer)

    report = Report.objects.get(pk=report.pk)
    assert (report.is_nil, report.nil_statement) == (False, "")


@pytest.mark.parametrize(
    "person", ["nsb_viewer", "other_nsb_editor", "devt_officer", "devt_administrator", "devco", "donor"]
)
def test_nobody_else_writes(report: Report, person: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        save(report, "1.2", said(), request.getfixturevalue(person))

    assert not Section.objects.exists()


@pytest.mark.parametrize("activities", [1, 3])
def test_queries_do_not_grow_with_the_plan(
    kenya: Member, nsb_editor: User, activities: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = report_of(kenya, draft=True)
    for output in range(1, activities + 1):
        activity = activity_of(report, f"{output}.1")
        for code in range(activities):
            question_of(activity, f"q{output}_{code}")
    nsb_editor.current_roles  # noqa: B018 - read once per request
    data = said(*(number(f"q1_{code}", 3) for code in range(activities)))

    with django_assert_num_queries(15):
        save(report, "1.1", data, nsb_editor)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_waits_and_learns_of_the_other(
    report: Report, nsb_editor: User, nsb_officer: User
) -> None:
    met = threading.Barrier(2)
    outcomes: list[str] = []

    def race(user: User) -> None:
        met.wait()
        try:
            save(report, "1.2", said(done=user.name), user)
            outcomes.append("saved")
        except SectionConflictError:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(user,)) for user in (nsb_editor, nsb_officer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["conflict", "saved"]
    assert Section.objects.get().version == 1


def test_content_survives_json() -> None:
    data = said(number("experts", "3.50"), AnswerData("q", absence="withheld", reason="Secret."))

    assert SectionData.from_json(data.as_json()) == data
    assert data.as_json()["answers"][0]["number"] == "3.5"
