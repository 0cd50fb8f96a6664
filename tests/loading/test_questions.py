"""Questions that no file may hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from activities.loading.plan import load_plan
from activities.reporting.loading.questions import load_questions
from outputs.models import Plan
from tests.loading.conftest import DATA, problems_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    load_plan(plan=DATA / "plan-2011-2015.yaml")
    return Plan.objects.get()


QUESTION = "{{code: {code}, section: '1.1', label: L, kind: {kind}{more}}}"


@pytest.mark.parametrize(
    ("kind", "more", "problem"),
    [
        ("choice", "", "Choices go with the kind choice, and only with it."),
        ("text", ", aggregation: sum", "Answers of the kind text do not add up."),
        ("integer", ", aggregation: median", "Answers of the kind integer do not add up."),
        ("rating", ", split: sex", "Answers of the kind rating cannot be split."),
        ("integer", ", minimum: 5, maximum: 1", "The maximum 1 lies below the minimum 5."),
        ("integer", ", valid_from: 2013, valid_to: 2012", "2012 lies before 2013."),
        (
            "choice",
            ", choices: [{value: a, label: A}, {value: a, label: B}]",
            "A choice is there twice.",
        ),
    ],
)
def test_questions_that_contradict_themselves_are_problems(
    kind: str, more: str, problem: str, plan: Plan, written: Callable[[str], Path]
) -> None:
    path = written("questions:\n- " + QUESTION.format(code="q", kind=kind, more=more))

    assert problems_of(lambda: load_questions(questions=path)) == [("questions", problem)]


def test_questions_that_point_at_nothing_or_in_circles_are_problems(
    plan: Plan, written: Callable[[str], Path]
) -> None:
    rows = [
        QUESTION.format(code="a", kind="integer", more=", at_most: b"),
        QUESTION.format(code="b", kind="integer", more=", at_most: a"),
        QUESTION.format(code="c", kind="integer", more=", at_most: z"),
        QUESTION.format(code="e", kind="text", more=", at_most: c"),
        QUESTION.format(code="f", kind="integer", more="").replace("1.1", "9.9"),
        QUESTION.format(code="f", kind="date", more=""),
    ]
    path = written("questions:\n" + "".join(f"- {row}\n" for row in rows))

    assert problems_of(lambda: load_questions(questions=path)) == [
        ("questions.at_most", "b is bound to itself, over other questions."),
        ("questions.at_most", "There is no question z."),
        ("questions.at_most", "Only numbers can be compared."),
        ("questions.section", "The plan has no section “9.9”."),
        ("code", "f is in row 6 already."),
    ]
