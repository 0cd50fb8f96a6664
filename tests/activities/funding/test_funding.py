"""What funds refuse, who sees them, what an activity costs, and what is counted."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from activities.funding.measures import Raised, Spent
from activities.funding.models import Agreement, BudgetLine, DonorReport, Spending
from activities.funding.register import SPENDING
from activities.funding.selectors import money_of
from activities.models import Activity
from kernel.days import portal_day
from kernel.registers import services
from members.models import Member, User
from outputs.models import Plan
from tests.activities.counted import counts
from tests.factories.activities import ActivityFactory
from tests.factories.members import OrganisationFactory
from tests.factories.outputs import PlanFactory
from tests.factories.registers import AgreementFactory, BudgetLineFactory, SpendingFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return PlanFactory.create()


@pytest.fixture
def activity(plan: Plan) -> Activity:
    found: Activity = ActivityFactory.create(output__plan=plan)
    return found


def test_an_agreement_has_one_giver(plan: Plan) -> None:
    donor = OrganisationFactory.create(kind="donor")
    for values in ({"giver": ""}, {"donor": donor}):
        with pytest.raises(ValidationError, match="one of the two"):
            AgreementFactory.build(plan=plan, **values).full_clean()


def test_money_is_of_one_activity_and_of_the_plans_agreements(plan: Plan, devt_officer: User) -> None:
    activities = ActivityFactory.create_batch(2, output__plan=plan)
    line = Spending(plan=plan, title="Travel", stage="spent", paid_on="2013")
    with pytest.raises(ValidationError, match="Name one activity"):
        services.add_record(
            SPENDING, line, by=devt_officer, also=services.Written({"activities": activities})
        )
    line.agreement = AgreementFactory.create(plan=PlanFactory.create())

    with pytest.raises(ValidationError, match="another plan"):
        line.clean()


def test_a_donor_sees_what_it_gives_and_what_was_spent_of_it(plan: Plan, donor: User, kenya: Member) -> None:
    agency = OrganisationFactory.create(kind="donor")
    donor.roles.update(organisation=agency)
    own = AgreementFactory.create(plan=plan, giver="", donor=agency)
    AgreementFactory.create(plan=plan)
    spent = SpendingFactory.create(plan=plan, agreement=own)
    planned = BudgetLineFactory.create(plan=plan, agreement=own)
    SpendingFactory.create(plan=plan, member=kenya)
    BudgetLineFactory.create(plan=plan)

    assert list(Agreement.objects.visible_to(donor)) == [own]
    assert list(Spending.objects.visible_to(donor)) == [spent]
    assert list(BudgetLine.objects.visible_to(donor)) == [planned]


def test_what_an_activity_costs(activity: Activity) -> None:
    plan = activity.output.plan
    rate: dict[str, Any] = {"currency": "EUR", "rate": Decimal("1.2"), "rate_on": dt.date(2013, 1, 2)}
    lines = [
        BudgetLineFactory.create(plan=plan, amount=9000),
        SpendingFactory.create(plan=plan, amount=Decimal(2000)),
        SpendingFactory.create(plan=plan, amount=Decimal(1000), **rate),
        SpendingFactory.create(plan=plan, amount=Decimal(800), currency="KES"),
        SpendingFactory.create(plan=plan, stage="committed", paid_on="2012", amount=Decimal(500)),
    ]
    for line in lines:
        line.activities.set([activity])
    SpendingFactory.create(plan=plan, amount=Decimal(77))

    newest, older = money_of(activity)

    assert (newest.year, newest.cells, newest.left_out) == (2013, [9000, None, None, 3200], 1)
    assert (older.year, older.cells, older.left_out) == (2012, [None, 500, None, None], 0)


def test_money_is_on_the_activitys_page_for_devt_and_devco(
    client: Client, activity: Activity, devt_officer: User, devco: User, nsb_editor: User, donor: User
) -> None:
    line = BudgetLineFactory.create(plan=activity.output.plan, amount=Decimal(9041))
    line.activities.set([activity])
    for user, sees in ((devt_officer, True), (devco, True), (nsb_editor, False), (donor, False)):
        client.force_login(user)
        assert ("9,041" in client.get(activity.get_absolute_url()).text) is sees, user


def test_home_warns_of_ends_and_of_reports(client: Client, plan: Plan, devt_officer: User) -> None:
    soon = portal_day() + dt.timedelta(days=20)
    agreement = AgreementFactory.create(plan=plan, starts_on="2013", ends_on=soon.isoformat())
    DonorReport.objects.create(agreement=agreement, what="Yearly account", due_on=soon)
    DonorReport.objects.create(agreement=agreement, what="Sent", due_on=soon, sent_on=portal_day())
    AgreementFactory.create(plan=plan, ends_on="2199")
    client.force_login(devt_officer)

    page = client.get("/").text

    assert "Agreements on funds that end soon" in page
    assert "Yearly account" in page
    assert agreement.title in page


def test_what_is_counted(plan: Plan, kenya: Member) -> None:
    own: dict[str, Any] = {"plan": plan, "member": kenya}
    AgreementFactory.create(amount=Decimal(4000), **own)
    AgreementFactory.create(plan=plan, amount=Decimal(100))
    SpendingFactory.create(amount=Decimal(300), **own)
    SpendingFactory.create(amount=Decimal(50), stage="committed", **own)

    assert counts(Raised(), plan, 2013) == {"funds_raised_at_home": 4000}
    assert counts(Spent(), plan, 2013) == {"spent_for_members": 300}
