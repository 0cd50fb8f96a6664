"""The registers of agreements, budget and spending, as every register is tested."""

from activities.funding.register import AGREEMENTS, BUDGET, SPENDING
from tests.activities.of_members import DEVT, WRITERS, OfMembers
from tests.factories.registers import AgreementFactory, BudgetLineFactory, SpendingFactory


class TestAgreements(OfMembers):
    """Of what a member raised at home, nothing is for others."""

    __test__ = True
    register = AGREEMENTS
    factory = AgreementFactory
    whole_readers = seers = WRITERS | {"nsb_viewer", "devco"}
    seen_in_part = False
    kept_back = "note"
    said = {"title": "For a laboratory", "giver": "A chamber of commerce", "starts_on": "2013"}
    queries_of_list = 11


class TestBudget(OfMembers):
    __test__ = True
    register = BUDGET
    factory = BudgetLineFactory
    names_member = False
    adders = DEVT
    readers = DEVT | {"devco", "donor"}
    whole_readers = seers = DEVT | {"devco"}
    seen_in_part = False
    kept_back = "note"
    said = {"title": "Courses", "year_planned": 2013}


class TestSpending(OfMembers):
    __test__ = True
    register = SPENDING
    factory = SpendingFactory
    adders = DEVT
    whole_readers = DEVT | {"devco"}
    seers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    seen_in_part = False
    kept_back = "note"
    said = {"title": "Travel", "stage": "spent", "paid_on": "2013-06"}
    queries_of_list = 10
