"""How far a report has come, told by its content."""

from typing import Any

import pytest

from activities.reporting.complete_sections import complete_sections
from activities.reporting.completeness import (
    Progress,
    gaps_of,
    notes_of,
    problems_before_signing,
    progress_of,
    share_of,
)
from activities.reporting.errors import Incomplete
from activities.reporting.models import Report
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.services.workflow import submit
from members.models import Member, User
from tests.factories.reporting import QuestionFactory
from tests.reporting.making import activity_of, layout, number, question_of, report_of, said, save, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    report = report_of(kenya)
    question_of(activity_of(report, measured=True), "experts", label="Experts", required=True)
    return report


def gaps(report: Report, data: SectionData) -> list[tuple[str, str]]:
    return [(gap.field, gap.text) for gap in gaps_of(layout(report, "1.2"), data)]


def test_nothing_said_lacks_the_rating_and_each_required_answer(report: Report) -> None:
    assert gaps(report, SectionData()) == [
        ("rating", "Say how it went in 2013."),
        ("experts", "“Experts” needs an answer, or the reason why there is none."),
    ]


def test_a_section_under_way_needs_no_words_of_its_own(report: Report) -> None:
    assert gaps(report, said(number("experts", 0), done="", changed="")) == []


@pytest.mark.parametrize(
    "data",
    [
        said(number("experts", 0), changed="More."),
        said(AnswerData("experts", absence="withheld", reason="Not public."), changed="More."),
        said(number("experts", 3), rating="not_started", done=""),
        SectionData(rating="not_relevant", why_not_relevant="We have no such body."),
    ],
)
def test_complete(report: Report, data: SectionData) -> None:
    assert gaps(report, data) == []


def test_an_absence_needs_its_reason(report: Report) -> None:
    assert gaps(report, said(AnswerData("experts", absence="not_yet"), changed="More.")) == [
        ("experts", "Say in a few words why there is no answer to “Experts”.")
    ]


def test_a_half_split_is_a_gap_and_a_missing_split_a_note(report: Report, nsb_editor: User) -> None:
    activity = activity_of(report, "1.3")
    question_of(activity, "trained", label="Trained", by_sex=True)
    half = said(*split("trained", female=4))

    save(report, "1.3", said(number("trained", 4)), nsb_editor)

    section = layout(report, "1.3")
    assert [gap.text for gap in gaps_of(section, half)] == ["“Trained” lacks men."]
    assert gaps_of(section) == []
    assert [note.text for note in notes_of(section)] == ["“Trained” is given in total only."]


def test_an_output_counts_complete_sections(report: Report, nsb_editor: User) -> None:
    activity_of(report, "1.3")
    activity_of(report, "1.4")
    save(report, "1.2", said(done=""), nsb_editor)
    save(report, "1.3", said(), nsb_editor)
    save(report, "1.4", SectionData(rating="not_relevant", why_not_relevant="No body."), nsb_editor)

    laid_out = layout_of(report)
    progress = progress_of(laid_out.steps[1], complete_sections(laid_out))

    assert (str(progress), progress.status) == ("2/3", "at-risk")


def test_a_step_of_one_section_counts_it_once(report: Report, nsb_editor: User) -> None:
    """As the sections of the whole report are counted, to whose number the steps add up."""
    for code in ("contact", "income"):
        QuestionFactory(of_details=True, plan=report.round.plan, code=code, required=True)
    QuestionFactory(of_details=True, plan=report.round.plan, code="optional")
    save(report, "details", SectionData(answers=(number("income", 0),)), nsb_editor)

    laid_out = layout_of(report)
    complete = complete_sections(laid_out)
    assert str(progress_of(laid_out.steps[0], complete)) == "0/1"
    steps = laid_out.steps
    assert sum(progress_of(step, complete).total for step in steps) == share_of(laid_out, complete).total

    save(
        report,
        "details",
        SectionData(answers=(number("income", 0), number("contact", 1))),
        nsb_editor,
        expected_version=1,
    )
    laid_out = layout_of(report)
    assert str(progress_of(laid_out.steps[0], complete_sections(laid_out))) == "1/1"


@pytest.mark.parametrize(
    ("progress", "status"), [(Progress(0, 2), ""), (Progress(1, 2), "at-risk"), (Progress(2, 2), "on-track")]
)
def test_status(progress: Progress, status: str) -> None:
    assert progress.status == status


def test_steps_are_nine_for_a_plan_of_six_outputs(kenya: Member) -> None:
    report = report_of(kenya)
    for number_ in range(1, 7):
        activity_of(report, f"{number_}.1")

    assert [(step.number, step.name) for step in layout_of(report).steps] == [
        (1, "Your details"),
        *((number_ + 1, f"Output {number_}") for number_ in range(1, 7)),
        (8, "Challenges and way forward"),
        (9, "Check and sign"),
    ]


def test_activities_and_questions_of_other_years_are_not_asked(report: Report) -> None:
    activity_of(report, "1.3", valid_from_year=2014)
    activity = activity_of(report, "1.4", valid_to_year=2013)
    question_of(activity, "later", valid_from_year=2014)

    sections = layout_of(report).sections.values()
    assert [section.code for section in sections] == ["details", "1.2", "1.4", "way_forward"]
    assert layout(report, "1.4").questions == ()


def test_problems_before_signing(report: Report, nsb_editor: User) -> None:
    save(report, "1.2", said(number("experts", 3), changed="More."), nsb_editor)
    assert problems_before_signing(report) == {}

    question = layout(report, "1.2").questions[0]
    question.maximum = 2
    question.save()

    assert problems_before_signing(report) == {"1.2": ["Give at most 2."]}


def test_a_nil_return_lacks_nothing(kenya: Member) -> None:
    report = report_of(kenya, nil=True)
    activity_of(report)

    assert problems_before_signing(report) == {}


@pytest.mark.parametrize("activities", [1, 3])
def test_queries_do_not_grow(
    kenya: Member, nsb_editor: User, activities: int, django_assert_num_queries: Any
) -> None:
    report = report_of(kenya)
    for output in range(1, activities + 1):
        question_of(activity_of(report, f"{output}.1"), f"q{output}")
        save(report, f"{output}.1", said(number(f"q{output}", 1)), nsb_editor)
    report = Report.objects.select_related("round__plan").get(pk=report.pk)

    with django_assert_num_queries(10):
        problems_before_signing(report)


def test_what_is_not_complete_cannot_be_signed(report: Report, nsb_officer: User) -> None:
    with pytest.raises(Incomplete, match=r"The report is not complete yet\.") as refused:
        submit(report=report, by=nsb_officer)

    assert refused.value.problems == problems_before_signing(report)
    assert Report.objects.get(pk=report.pk).is_open
