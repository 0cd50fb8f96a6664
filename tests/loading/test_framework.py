"""Questions, indicators and targets, in and changed."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from activities.loading.plan import load_plan
from activities.reporting.loading.questions import load_questions
from activities.reporting.models import Question
from indicators.loading.indicators import load_indicators
from indicators.loading.targets import load_targets
from indicators.models import Indicator, IndicatorVersion, Target
from kernel.loading.changes import Summary
from kernel.loading.problems import LoadingError, Problem
from outputs.models import Plan
from tests.loading.conftest import DATA, problems_of
from tests.loading.test_plan import SECOND
from tests.once import loaded_once

QUESTIONS, INDICATORS, TARGETS = (
    DATA / name for name in ("questions.yaml", "indicators.yaml", "targets-sample.yaml")
)


def load() -> Plan:
    load_plan(plan=DATA / "plan-2011-2015.yaml")
    load_questions(questions=QUESTIONS)
    load_indicators(indicators=INDICATORS)
    return Plan.objects.get()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:
    with loaded_once(django_db_blocker, load) as plan:
        yield plan


@pytest.fixture
def framework(loaded: Plan, db: None) -> Plan:
    """The plan with its questions and indicators."""
    return loaded


def writes(summary: Summary) -> dict[str, int]:
    return {count.name: count.writes for count in summary.counts if count.writes}


def test_every_activity_is_asked_about(framework: Plan) -> None:
    asked = Question.objects.filter(plan=framework)

    assert asked.count() == 96
    assert asked.in_year(2014).count() == 84
    assert asked.in_year(2015).count() == 23
    assert asked.in_year(2015).filter(required=True).count() == 11
    assert asked.values("activity").exclude(activity=None).distinct().count() == 32
    assert set(asked.filter(activity=None).values_list("step", flat=True)) == {"details", "way_forward"}
    assert asked.get(code="details_income_own").at_most == asked.get(code="details_income_total")
    assert list(asked.values_list("position", flat=True)) == list(range(1, 97))


def test_a_second_load_writes_nothing(framework: Plan) -> None:
    load_targets(targets=TARGETS)

    assert writes(load_questions(questions=QUESTIONS)) == {}
    assert writes(load_indicators(indicators=INDICATORS)) == {}
    assert writes(load_targets(targets=TARGETS)) == {}
    assert IndicatorVersion.pgh_event_model.objects.count() == 51


def test_51_indicators_hang_on_purpose_outputs_and_activities(framework: Plan) -> None:
    found = Indicator.objects.filter(plan=framework)

    assert (found.count(), found.filter(level="effectiveness").count()) == (51, 25)
    assert found.get(code="P-1").output is None
    assert found.get(code="O1-1").output.number == 1
    assert found.get(code="E1.2-1").activity.code == "1.2"
    assert found.get(code="P-1").method_refs[0].startswith("M1: OECD/DAC, Glossary of Key Terms")
    assert found.filter(waits_for="").count() == 43
    assert IndicatorVersion.objects.exclude(numerator="").count() == 43


def test_a_changed_formula_is_a_new_version(framework: Plan, edited: Callable[..., Path]) -> None:
    path = edited(
        "indicators.yaml", ("numerator: p_roles\n      denominator: ''", "numerator: p_roles + o_roles")
    )

    summary = load_indicators(indicators=path)

    versions = IndicatorVersion.objects.filter(indicator__code="O1-1").order_by("number")
    assert writes(summary) == {"versions of indicators": 1}
    assert list(versions.values_list("number", "numerator")) == [(1, "p_roles"), (2, "p_roles + o_roles")]
    assert writes(load_indicators(indicators=path)) == {}


def test_a_formula_over_something_unknown_is_a_problem(framework: Plan, edited: Callable[..., Path]) -> None:
    path = edited("indicators.yaml", ("numerator: p_roles\n      denominator: ''", "numerator: p_rolls"))

    assert problems_of(lambda: load_indicators(indicators=path)) == [
        (
            "indicators.formula.numerator",
            "Unknown measure “p_rolls” at position 1; did you mean p_roles?",
        )
    ]
    assert not IndicatorVersion.objects.filter(numerator__contains="p_rolls").exists()


def test_sample_targets_are_marked_and_never_replace_real_ones(framework: Plan) -> None:
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
    framework: Plan, written: Callable[[str], Path]
) -> None:
    path = written("targets:\n- {indicator: P-9, values: {2011: 1}}\n- {indicator: P-1, values: {2016: 2}}\n")

    assert problems_of(lambda: load_targets(targets=path)) == [
        ("targets.indicator", "The plan has no indicator P-9."),
        ("targets.values", "2016 is no year of the plan, which runs from 2011 to 2015."),
    ]


def test_a_second_plan_has_questions_indicators_and_targets_of_its_own(
    framework: Plan, written: Callable[[str], Path]
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
    assert Question.objects.filter(plan=framework).count() == 96
    with pytest.raises(CommandError, match=r"^1 problem found"):
        call_command("load_questions")


def test_a_file_of_another_plan_is_a_problem(framework: Plan) -> None:
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


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("{2011: -55}", "-55 percent cannot be: the unit goes from 0 to 100."),
        ("{2011: 5800}", "5,800 percent cannot be: the unit goes from 0 to 100."),
        ("{2011: 045}", "“045” would be read as another number than is seen."),
        ("{2011: 12:30}", "“12:30” would be read as another number than is seen."),
    ],
)
def test_targets_that_their_unit_cannot_have_are_problems(
    framework: Plan, written: Callable[[str], Path], values: str, told: str
) -> None:
    path = written(f"targets:\n- {{indicator: P-1, values: {values}}}\n")

    assert [wrong for _column, wrong in problems_of(lambda: load_targets(targets=path))] == [told]
