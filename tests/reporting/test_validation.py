"""What cannot be true of a section, in the words that the reporter reads."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from activities.reporting.models import Report
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.validation import completed_splits, problems_of
from members.models import Member
from tests.factories.outputs import TargetGroupFactory
from tests.factories.reporting import QuestionFactory
from tests.reporting.making import activity_of, layout, number, question_of, report_of, said, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(kenya: Member) -> Report:
    return report_of(kenya)


def problems(report: Report, *answers: AnswerData, **fields: Any) -> dict[str, list[str]]:
    return problems_of(layout(report, "1.2"), said(*answers, **fields))


def completed(report: Report, *answers: AnswerData) -> dict[str, Decimal | None]:
    data = completed_splits(layout(report, "1.2"), said(*answers))
    return {answer.part: answer.number for answer in data.answers}


def test_zero_is_a_value(report: Report) -> None:
    question_of(activity_of(report), "experts", minimum=0)

    assert problems(report, number("experts", 0)) == {}


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("integer", 2.5, "2.5 is not a whole number."),
        ("integer", -1, "Give at least 0."),
        ("integer", 1001, "Give at most 1,000."),
        ("percent", "1000.5", "Give at most 1,000."),
        ("rating", 6, "Rate from 1 to 5."),
        ("rating", 2.5, "Rate from 1 to 5."),
        ("yes_no", 2, "Answer yes (1) or no (0)."),
        ("long_text", 2, "Answer in words."),
    ],
)
def test_a_wrong_number_is_refused(report: Report, kind: str, value: float, message: str) -> None:
    question_of(activity_of(report), "experts", kind=kind, minimum=0, maximum=1000)

    assert problems(report, number("experts", value)) == {"experts": [message]}


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("integer", "four", "“four” is not a number."),
        ("choice", "elsewhere", "“elsewhere” is not one of the answers."),
        ("date", "31.12.2013", "“31.12.2013” is not a date."),
    ],
)
def test_a_wrong_text_is_refused(report: Report, kind: str, text: str, message: str) -> None:
    question_of(activity_of(report), "where", kind=kind, choices=[{"value": "home", "label": "Home"}])

    assert problems(report, AnswerData("where", text=text)) == {"where": [message]}


@pytest.mark.parametrize(("kind", "text"), [("choice", "home"), ("date", "2013-12-31"), ("text", "In words")])
def test_a_right_text_passes(report: Report, kind: str, text: str) -> None:
    question_of(activity_of(report), "where", kind=kind, choices=[{"value": "home", "label": "Home"}])

    assert problems(report, AnswerData("where", text=text)) == {}


def test_a_value_and_an_absence_contradict(report: Report) -> None:
    question_of(activity_of(report), "experts")
    both = AnswerData("experts", number=Decimal(3), absence="not_yet")

    assert problems(report, both) == {
        "experts": ["You gave a value and also “not yet”. Keep one of them."],
    }


def test_an_unknown_absence_is_refused(report: Report) -> None:
    question_of(activity_of(report), "experts")

    assert problems(report, AnswerData("experts", absence="lost")) == {
        "experts": ["“lost” is not one of the reasons."]
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"total": 8, "female": 4, "male": 5}, "You gave 4 women and 5 men, but 8 in total."),
        ({"total": 8, "female": 1, "male": 5}, "You gave 1 woman and 5 men, but 8 in total."),
        ({"total": 1, "female": 1, "male": 1}, "You gave 1 woman and 1 man, but 1 in total."),
        ({"total": 3, "female": 4}, "You gave 4 women, but 3 in total."),
        ({"total": 0, "male": 2}, "You gave 2 men, but 0 in total."),
    ],
)
def test_women_and_men_must_add_up(report: Report, given: dict[str, int], message: str) -> None:
    question_of(activity_of(report), "experts", by_sex=True)
    data = completed_splits(layout(report, "1.2"), said(*split("experts", **given)))

    assert problems_of(layout(report, "1.2"), data) == {"experts": [message]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"female": 4, "male": 5}, {"": 9, "female": 4, "male": 5}),
        ({"female": 0, "male": 0}, {"": 0, "female": 0, "male": 0}),
        ({"total": 8, "female": 4}, {"": 8, "female": 4, "male": 4}),
        ({"total": 8, "male": 8}, {"": 8, "female": 0, "male": 8}),
        ({"total": 8}, {"": 8}),
        ({"female": 4}, {"female": 4}),
    ],
)
def test_the_third_of_women_men_and_total_follows(
    report: Report, given: dict[str, int], expected: dict[str, int]
) -> None:
    question_of(activity_of(report), "experts", by_sex=True)

    assert completed(report, *split("experts", **given)) == expected
    assert (
        problems(report, *completed_splits(layout(report, "1.2"), said(*split("experts", **given))).answers)
        == {}
    )


@pytest.mark.parametrize(
    ("asked", "parts"), [("by_sex", ("female", "male")), ("by_target_group", ("smes", "ngos"))]
)
def test_why_stays_beside_a_total_that_follows(report: Report, asked: str, parts: tuple[str, str]) -> None:
    groups = [TargetGroupFactory(plan=report.round.plan, slug=slug) for slug in ("smes", "ngos")]
    question_of(activity_of(report, target_groups=groups), "experts", **{asked: True})
    why = AnswerData("experts", reason="A course for all ministries.")
    given = SectionData(answers=(why, *split("experts", **dict.fromkeys(parts, 4))))

    data = completed_splits(layout(report, "1.2"), given)

    assert data.of_question("experts")[""] == replace(why, number=Decimal(8))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"total": 10, "smes": 4, "ngos": 5}, "The target groups add up to 9, but you gave 10 in total."),
        ({"total": 3, "smes": 4}, "The target groups add up to 4, but you gave 3 in total."),
    ],
)
def test_target_groups_must_add_up(report: Report, given: dict[str, int], message: str) -> None:
    groups = [TargetGroupFactory(plan=report.round.plan, slug=slug) for slug in ("smes", "ngos")]
    question_of(activity_of(report, target_groups=groups), "reached", by_target_group=True)

    assert problems(report, *split("reached", **given)) == {"reached": [message]}


def test_of_target_groups_the_total_follows_and_blanks_stay_blank(report: Report) -> None:
    groups = [TargetGroupFactory(plan=report.round.plan, slug=slug) for slug in ("smes", "ngos", "others")]
    question_of(activity_of(report, target_groups=groups), "reached", by_target_group=True)

    assert completed(report, *split("reached", smes=4, ngos=5)) == {"": 9, "smes": 4, "ngos": 5}
    assert completed(report, *split("reached", total=12, smes=4)) == {"": 12, "smes": 4}
    assert problems(report, *split("reached", total=12, smes=4)) == {}


def test_a_part_cannot_exceed_its_whole(report: Report) -> None:
    activity = activity_of(report)
    whole = question_of(activity, "agreed", label="Agreements")
    question_of(activity, "kept", at_most=whole)

    assert problems(report, number("agreed", 5), number("kept", 7)) == {
        "kept": ["7 is more than the 5 of “Agreements”."]
    }
    assert problems(report, number("agreed", 5), number("kept", 5)) == {}
    assert problems(report, AnswerData("agreed", absence="not_yet"), number("kept", 5)) == {}


def test_nor_can_its_women_or_men(report: Report) -> None:
    activity = activity_of(report)
    trained = question_of(activity, "trained", label="Trained", by_sex=True)
    question_of(activity, "active", by_sex=True, at_most=trained)
    answers = split("trained", total=8, female=4, male=4), split("active", total=7, female=5, male=2)

    assert problems(report, *answers[0], *answers[1]) == {"active": ["5 is more than the 4 of “Trained”."]}


def test_what_is_not_asked_is_refused(report: Report) -> None:
    question_of(activity_of(report), "old", valid_to_year=2012)

    assert problems(report, number("old", 1), rating="great", target_groups=("nobody",)) == {
        "rating": ["“great” is not one of the ratings."],
        "target_groups": ["“nobody” is not a target group of this activity."],
        "old": ["The question “old” is not asked in this section this year."],
    }


def test_a_part_that_is_not_asked_is_refused(report: Report) -> None:
    question_of(activity_of(report), "experts")

    assert problems(report, number("experts", 1, part="female")) == {
        "experts": ["“female” is not a part that is asked for."]
    }


def test_the_steps_around_have_no_rating(report: Report) -> None:
    QuestionFactory(of_details=True, plan=report.round.plan)

    assert problems_of(layout(report, "details"), SectionData(rating="on_track")) == {
        "rating": ["This section has no rating, texts or target groups of its own."]
    }
