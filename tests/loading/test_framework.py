"""Questions, indicators and targets, in and changed."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actionplan.core.loading.changes import Summary
from actionplan.core.loading.problems import LoadingError, Problem
from activities.loading.plan import load_plan
from activities.reporting.loading.questions import load_questions
from activities.reporting.models import Question
from indicators.loading.indicators import load_indicators
from indicators.loading.targets import load_targets
from indicators.models import Indicator, IndicatorVersion, Target
from outputs.models import Plan
from tests.loading.conftest import DATA
from tests.loading.test_plan import SECOND

QUESTIONS, INDICATORS, TARGETS = (
    DATA / name for name in ("questions.yaml", "indicators.yaml", "targets-sample.yaml")
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    load_plan(plan=DATA / "plan-2011-2015.yaml")
    return Plan.objects.get()


@pytest.fixture
def questions(plan: Plan) -> Plan:
    load_questions(questions=QUESTIONS)
    return plan


@pytest.fixture
def indicators(questions: Plan) -> Plan:
    load_indicators(indicators=INDICATORS)
    return questions


def writes(summary: Summary) -> dict[str, int]:
    return {count.name: count.writes for count in summary.counts if count.writes}


def problems_of(load: Callable[[], Summary]) -> list[tuple[str, str]]:
    with pytest.raises(LoadingError) as raised:
        load()
    return [(problem.column, problem.wrong) for problem in raised.value.problems]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_every_activity_is_asked_about(questions: Plan) -> None:
    asked = Question.objects.filter(plan=questions)

    assert asked.count() == 84
    assert asked.values("activity").exclude(activity=None).distinct().count() == 32
    assert set(asked.filter(activity=None).values_list("step", flat=True)) == {"details", "way_forward"}
    assert asked.get(code="details_income_own").at_most == asked.get(code="details_income_total")
    assert list(asked.values_list("position", flat=True)) == list(range(1, 85))


def test_a_second_load_writes_nothing(indicators: Plan) -> None:
    load_targets(targets=TARGETS)

    assert writes(load_questions(questions=QUESTIONS)) == {}
    assert writes(load_indicators(indicators=INDICATORS)) == {}
    assert writes(load_targets(targets=TARGETS)) == {}
    assert IndicatorVersion.pgh_event_model.objects.count() == 51


def test_51_indicators_hang_on_purpose_outputs_and_activities(indicators: Plan) -> None:
    found = Indicator.objects.filter(plan=indicators)

    assert (found.count(), found.filter(level="effectiveness").count()) == (51, 25)
    assert found.get(code="P-1").output is None
    assert found.get(code="O1-1").output.number == 1
    assert found.get(code="E1.2-1").activity.code == "1.2"
    assert found.get(code="P-1").method_refs[0].startswith("M1: OECD/DAC, Glossary of Key Terms")
    assert found.filter(waits_for="").count() == 43
    assert IndicatorVersion.objects.exclude(numerator="").count() == 43


def test_a_changed_formula_is_a_new_version(indicators: Plan, edited: Callable[..., Path]) -> None:
    path = edited(
        "indicators.yaml", ("numerator: p_roles\n      denominator: ''", "numerator: p_roles + o_roles")
    )

    summary = load_indicators(indicators=path)

    versions = IndicatorVersion.objects.filter(indicator__code="O1-1").order_by("number")
    assert writes(summary) == {"versions of indicators": 1}
    assert list(versions.values_list("number", "numerator")) == [(1, "p_roles"), (2, "p_roles + o_roles")]
    assert writes(load_indicators(indicators=path)) == {}


def test_a_formula_over_something_unknown_is_a_problem(questions: Plan, edited: Callable[..., Path]) -> None:
    path = edited("indicators.yaml", ("numerator: p_roles\n      denominator: ''", "numerator: p_rolls"))

    assert problems_of(lambda: load_indicators(indicators=path)) == [
        (
            "indicators.formula.numerator",
            "Unknown measure “p_rolls” at position 1; did you mean p_roles?",
        )
    ]
    assert not Indicator.objects.exists()


def test_sample_targets_are_marked_and_never_replace_real_ones(indicators: Plan) -> None:
    indicator = Indicator.objects.get(code="P-1")
    Target.objects.create(indicator=indicator, year=2011, value=Decimal(60))

    summary = load_targets(targets=TARGETS)

    found = Target.objects.filter(indicator=indicator).order_by("year")
    assert list(found.values_list("year", "value", "is_sample")) == [
        (2011, Decimal(60), False),
        (2012, Decimal(59), True),
        (2013, Decimal(60), True),
        (2014, Decimal(61), True),
        (2015, Decimal(62), True),
    ]
    assert summary.of("targets").added == 207


def test_targets_for_unknown_indicators_and_years_are_problems(
    indicators: Plan, written: Callable[[str], Path]
) -> None:
    path = written("targets:\n- {indicator: P-9, values: {2011: 1}}\n- {indicator: P-1, values: {2016: 2}}\n")

    assert problems_of(lambda: load_targets(targets=path)) == [
        ("targets.indicator", "The plan has no indicator P-9."),
        ("targets.values", "2016 is no year of the plan."),
    ]


def test_a_second_plan_has_questions_indicators_and_targets_of_its_own(
    indicators: Plan, written: Callable[[str], Path]
) -> None:
    load_plan(plan=written(SECOND))
    code = "APDC-2016-2020"
    asked = "questions:\n- {code: heard, section: A-i, label: Times heard, kind: integer, aggregation: sum}\n"
    measured = (
        "indicators:\n- {code: H, level: effectiveness, activity: A-i, name: Heard, definition: Times heard,"
        " unit: times, direction: up, formula: {numerator: heard}}\n"
    )

    load_questions(questions=written(asked), plan=code)
    load_indicators(indicators=written(measured), plan=code)
    load_targets(targets=written("targets:\n- {indicator: H, values: {2016: 3}}\n"), plan=code)

    target = Target.objects.get(indicator__plan__code=code)
    assert (target.value, target.is_sample) == (3, False)
    assert Question.objects.filter(plan=indicators).count() == 84
    with pytest.raises(CommandError, match=r"^1 problem found"):
        call_command("load_questions")


def test_a_file_of_another_plan_is_a_problem(indicators: Plan) -> None:
    with pytest.raises(LoadingError) as raised:
        load_targets(targets=TARGETS, plan="APDC-2016-2020")

    assert raised.value.problems == [
        Problem(
            "--plan",
            0,
            "",
            "The file is for the plan APDC-2011-2015.",
            "Leave --plan out, or correct the file.",
        )
    ]


QUESTION = "{{code: {code}, section: '1.1', label: L, kind: {kind}{more}}}"


@pytest.mark.parametrize(
    ("kind", "more", "problem"),
    [
        ("choice", "", "Choices go with the kind choice, and only with it."),
        ("text", ", aggregation: sum", "Answers of the kind text do not add up."),
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
