"""A small world: a plan, its years, members with statistics and reports, and a run over them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from activities.models import Activity
from activities.reporting.models import Question, Report, Round, Section
from indicators.enums import RunTrigger, Split
from indicators.models import ExactResult, IndicatorVersion, MemberValue, Result, Run
from indicators.runs import scheduler
from members.committees.models import Statistic
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import IndicatorVersionFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import (
    AnswerFactory,
    QuestionFactory,
    ReportFactory,
    RoundFactory,
    SectionFactory,
)

YEAR = 2013


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create(code="APDC")


@pytest.fixture
def activity(plan: Plan) -> Activity:
    return ActivityFactory.create(output=OutputFactory.create(plan=plan))


@pytest.fixture
def reporting_round(plan: Plan) -> Round:
    return RoundFactory.create(plan=plan, year=YEAR)


@pytest.fixture
def question(activity: Activity) -> Question:
    return QuestionFactory.create(activity=activity, code="q_trained")


Define = Callable[..., IndicatorVersion]


@pytest.fixture
def define(activity: Activity) -> Define:
    """`define("p_roles", "members", scale=100)`: an indicator of the plan with this formula."""

    def make(numerator: str, denominator: str = "", scale: int = 1, **fields: Any) -> IndicatorVersion:
        named = {f"indicator__{name}": value for name, value in fields.items()}
        return IndicatorVersionFactory.create(
            indicator__output=activity.output,
            numerator=numerator,
            denominator=denominator,
            scale=Decimal(scale),
            **named,
        )

    return make


Compute = Callable[..., Run]


@pytest.fixture
def compute(plan: Plan) -> Compute:
    """Compute the plan's year 2013, or the given years, in a run."""

    def go(*years: int, trigger: RunTrigger = RunTrigger.IMPORT) -> Run:
        run = Run.objects.create(plan=plan, years=list(years) or [YEAR], trigger=trigger)
        scheduler.execute(run)
        assert run.is_done, run.error
        return run

    return go


def statistic(
    member: Member, value: int, *, series: str = "p_roles", year: int = YEAR, **more: Any
) -> Statistic:
    return Statistic.objects.create(
        member=member, series=series, year=year, value=value, source="Yearbook", **more
    )


def accepted(reporting_round: Round, member: Member, activity: Activity, **more: Any) -> Section:
    """The section of an accepted report, ready for answers."""
    report: Report = ReportFactory.create(round=reporting_round, member=member, accepted=True, **more)
    return SectionFactory.create(report=report, activity=activity)


def answer(section: Section, question: Question, number: int | None = None, **more: Any) -> None:
    AnswerFactory.create(section=section, question=question, number=number, **more)


def result(
    version: IndicatorVersion, split: Split = Split.TOTAL, group: str = "", year: int = YEAR
) -> Result:
    """As DEVT reads it, with what is withheld from others."""
    return ExactResult.objects.get(version=version, split=split, group=group, year=year)


def member_value(version: IndicatorVersion, member: Member, year: int = YEAR) -> Decimal | None:
    """What the member itself comes to; None where it has no value, or nothing is kept of it."""
    found = MemberValue.objects.filter(version=version, member=member, year=year).first()
    return found.value if found else None


def coverage(found: Result) -> tuple[int, int, int]:
    """Members expected to report, those that did, and those that gave a value."""
    return found.expected, found.reported, found.given
