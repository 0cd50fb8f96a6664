"""The logical framework as a table."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.enums import IndicatorLevel
from indicators.selectors.framework import framework_rows
from members.models import User
from outputs.enums import FrameworkLevel, StatementKind
from outputs.models import Plan, Statement
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.outputs import OutputFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory(code="APDC", goal="Grow.", purpose="Take part.")
    Statement.objects.create(
        plan=plan, kind=StatementKind.ASSUMPTION, level=FrameworkLevel.GOAL, text="Trade is open.", position=1
    )
    IndicatorFactory(plan=plan, code="P-1", level=IndicatorLevel.PURPOSE)
    return plan


def add_output(plan: Plan, number: int) -> None:
    output = OutputFactory(plan=plan, number=number, title=f"Output {number}")
    activity = ActivityFactory(output=output, number=1, code=f"{number}.1", title="Name needs")
    IndicatorFactory(plan=plan, code=f"O{number}-1", level=IndicatorLevel.OUTPUT, output=output)
    IndicatorFactory(
        plan=plan, code=f"E{number}.1-1", level=IndicatorLevel.EFFECTIVENESS, output=output, activity=activity
    )


def test_each_level_has_its_row_with_its_own_indicators(plan: Plan) -> None:
    add_output(plan, 1)

    rows = framework_rows(plan)

    assert [(row.level, row.code, [each.code for each in row.indicators]) for row in rows] == [
        ("goal", "", []),
        ("purpose", "", ["P-1"]),
        ("output", "1", ["O1-1"]),
        ("activity", "1.1", ["E1.1-1"]),
    ]
    assert [each.text for each in rows[0].assumptions] == ["Trade is open."]


@pytest.mark.parametrize("outputs", [1, 3])
def test_queries_do_not_grow(
    client: Client, plan: Plan, donor: User, outputs: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(1, outputs + 1):
        add_output(plan, number)
    client.force_login(donor)

    with django_assert_num_queries(8):
        page = client.get(reverse("indicators:framework", args=["APDC"]))

    assert page.text.count("Name needs") == outputs
