"""The register of needs, as every register is tested."""

from typing import Any

import pytest

from activities.models import Activity
from activities.needs.models import Need
from activities.needs.register import NEEDS
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.registers.kit import RegisterTests

WRITERS = frozenset({"devt_administrator", "devt_officer", "nsb_officer", "nsb_editor"})


class TestNeeds(RegisterTests):
    register = NEEDS
    adders = WRITERS
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 10
    secret = "canaryarea"

    @pytest.fixture(autouse=True)
    def plan(self, kenya: Member, ghana: Member) -> Plan:
        plan = PlanFactory.create(code="APDC")
        self.activity: Activity = ActivityFactory.create(
            output=OutputFactory.create(plan=plan, number=2, code="2"), number=1, code="2.1"
        )
        return plan

    def make(self, **values: Any) -> Need:
        kenya = Member.objects.get(iso2="KE")
        defaults = {"member": kenya, "output": self.activity.output, "subject": "canaryarea"}
        need: Need = NeedFactory.build(**defaults | {"plan": self.activity.output.plan} | values)
        need.give_code()
        need.save()
        need.activities.set([self.activity])
        return need

    def sent(self) -> dict[str, Any]:
        return {
            "title": "A laboratory",
            "plan": self.activity.output.plan.pk,
            "member": Member.objects.get(iso2="KE").pk,
            "output": self.activity.output.pk,
            "activities": [self.activity.pk],
            "named_on": "2013-06",
            "rows-0-TOTAL_FORMS": "0",
            "rows-0-INITIAL_FORMS": "0",
        }

    def body(self) -> dict[str, Any]:
        return {
            "title": "A laboratory",
            "plan": "APDC",
            "member": "KE",
            "output": "2",
            "activities": ["2.1"],
            "named_on": "2013-06",
        }
