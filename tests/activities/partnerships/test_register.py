"""The register of arrangements, as every register is tested."""

from typing import Any

import pytest

from activities.models import Activity
from activities.partnerships.models import Arrangement
from activities.partnerships.register import ARRANGEMENTS
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.partnerships import ArrangementFactory
from tests.registers.kit import RegisterTests

DEVT = frozenset({"devt_administrator", "devt_officer"})


class TestArrangements(RegisterTests):
    register = ARRANGEMENTS
    adders = DEVT
    whole_readers = DEVT | {"nsb_officer", "nsb_editor", "nsb_viewer", "devco"}
    queries_of_list = 12
    secret = "canarynote"

    @pytest.fixture(autouse=True)
    def plan(self, kenya: Member, ghana: Member) -> Plan:
        plan = PlanFactory.create(code="APDC")
        self.activity: Activity = ActivityFactory.create(
            output=OutputFactory.create(plan=plan, number=1, code="1"), number=2, code="1.2"
        )
        return plan

    def make(self, **values: Any) -> Arrangement:
        defaults = {"plan": self.activity.output.plan, "note": self.secret}
        member = values.pop("member", Member.objects.get(iso2="KE"))
        arrangement: Arrangement = ArrangementFactory.build(**defaults | values)
        arrangement.give_code()
        arrangement.save()
        arrangement.activities.set([self.activity])
        arrangement.assisted.set([member])
        return arrangement

    def sent(self) -> dict[str, Any]:
        rows = {f"rows-{number}-{name}_FORMS": "0" for number in range(3) for name in ("TOTAL", "INITIAL")}
        return rows | {
            "title": "A twinning",
            "plan": self.activity.output.plan.pk,
            "activities": [self.activity.pk],
            "kind": "twinning_chair",
            "assisting": [Member.objects.get(iso2="GH").pk],
            "assisted": [Member.objects.get(iso2="KE").pk],
            "starts_on": "2013-06",
        }

    def body(self) -> dict[str, Any]:
        return {
            "title": "An agreement",
            "plan": "APDC",
            "assisted": ["KE"],
            "activities": ["1.2"],
            "kind": "agreement",
            "starts_on": "2013-06",
        }
