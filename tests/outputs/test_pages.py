"""The plan as pages: what each role reads, and how many queries it costs."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import User
from outputs.enums import FrameworkLevel, StatementKind
from outputs.models import ContextFact, Plan, Responsibility, Statement
from outputs.selectors import responsibilities_of
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db

READERS = ["devt_administrator", "devt_officer", "nsb_editor", "nsb_officer", "nsb_viewer", "devco", "donor"]


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(code="APDC", title="Action Plan 2011-2015")


@pytest.mark.parametrize("role", READERS)
def test_every_role_reads_the_plan(
    client: Client, plan: Plan, role: str, request: pytest.FixtureRequest
) -> None:
    output = OutputFactory(plan=plan, number=1, title="More participation")
    client.force_login(request.getfixturevalue(role))

    plan_page = client.get(reverse("outputs:plan", args=["APDC"]))
    output_page = client.get(output.get_absolute_url())

    assert plan_page.status_code == 200
    assert "More participation" in plan_page.text
    assert output_page.status_code == 200


@pytest.mark.parametrize("name", ["outputs:plans", "outputs:plan", "outputs:output"])
def test_nobody_reads_it_without_signing_in(client: Client, plan: Plan, name: str) -> None:
    arguments = {"outputs:plans": [], "outputs:plan": ["APDC"], "outputs:output": ["APDC", 1]}[name]

    response = client.get(reverse(name, args=arguments))

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_a_person_without_a_role_reads_nothing(client: Client, plan: Plan, without_role: User) -> None:
    client.force_login(without_role)

    assert client.get(reverse("outputs:plans")).status_code == 403
    assert client.get(reverse("outputs:plan", args=["APDC"])).status_code == 403


def test_only_devt_is_offered_to_edit(
    client: Client, plan: Plan, devt_officer: User, nsb_officer: User
) -> None:
    address = reverse("admin:outputs_plan_change", args=[plan.pk])

    client.force_login(devt_officer)
    assert address in client.get(plan.get_absolute_url()).text
    client.force_login(nsb_officer)
    assert address not in client.get(plan.get_absolute_url()).text


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_plan_page_do_not_grow(
    client: Client, plan: Plan, nsb_editor: User, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(rows):
        output = OutputFactory(plan=plan, number=number + 1, target_groups=[TargetGroupFactory(plan=plan)])
        ActivityFactory(output=output, measured=True)
        Responsibility.objects.create(plan=plan, party="Members", duty=f"Duty {number}", position=number)
    client.force_login(nsb_editor)

    with django_assert_num_queries(9):
        response = client.get(plan.get_absolute_url())

    assert response.text.count("What it changed.") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_output_page_do_not_grow(
    client: Client, plan: Plan, nsb_editor: User, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    groups = TargetGroupFactory.create_batch(rows, plan=plan)
    output = OutputFactory(plan=plan, number=1, target_groups=groups)
    for number in range(rows):
        ActivityFactory(output=output, title=f"Something to do {number}")
        Statement.objects.create(
            plan=plan,
            kind=StatementKind.ASSUMPTION,
            level=FrameworkLevel.OUTPUT,
            output=output,
            text="Trade stays open.",
            position=number,
        )
    client.force_login(nsb_editor)

    with django_assert_num_queries(9):
        response = client.get(output.get_absolute_url())

    assert response.text.count("Something to do") == rows


def test_responsibilities_stand_together_by_party(plan: Plan) -> None:
    for position, (party, duty) in enumerate(
        [("Members", "Name needs"), ("Members", "Report"), ("Donors", "Fund")]
    ):
        Responsibility.objects.create(plan=plan, party=party, duty=duty, position=position)

    found = [(party, [each.duty for each in duties]) for party, duties in responsibilities_of(plan)]
    assert found == [("Members", ["Name needs", "Report"]), ("Donors", ["Fund"])]


def test_the_page_shows_vision_facts_and_what_is_assumed(
    client: Client, plan: Plan, nsb_viewer: User
) -> None:
    Plan.objects.filter(pk=plan.pk).update(vision="The first source of standards.")
    ContextFact.objects.create(plan=plan, label="Members", value="163", as_of="October 2010", position=1)
    Responsibility.objects.create(plan=plan, party="DEVCO", duty="Hold it.", is_assumption=True, position=1)
    Responsibility.objects.create(plan=plan, party="DEVCO", duty="Read it.", position=2)
    client.force_login(nsb_viewer)

    page = client.get(reverse("outputs:plan", args=["APDC"])).text

    assert "The first source of standards." in page
    assert "<dd>163 <small>(October 2010)</small></dd>" in page
    assert "Hold it. <small>(assumed: the plan names nobody)</small>" in page
    assert "Read it.</li>" in page
