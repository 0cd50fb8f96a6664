"""What tests of registers share whose records are of one member and under one activity."""

from typing import Any, ClassVar

import pytest
from factory.django import DjangoModelFactory

from activities.models import Activity
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.registers.kit import RegisterTests

DEVT = frozenset({"devt_administrator", "devt_officer"})
WRITERS = DEVT | {"nsb_officer", "nsb_editor"}
EMPTY_ROWS = {f"rows-{number}-{name}_FORMS": "0" for number in range(3) for name in ("TOTAL", "INITIAL")}


class OfMembers(RegisterTests):
    """Kenya's, kept whole for Kenya, DEVT and DEVCO."""

    __test__ = False
    adders = WRITERS
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 9
    factory: ClassVar[type[DjangoModelFactory[Any]]]
    names_member: ClassVar[bool] = True
    kept_back: ClassVar[str]
    """The field that holds the secret."""
    said: ClassVar[dict[str, Any]]
    """What form and API send besides plan, member and activity."""
    secret = "canarysecret"

    @pytest.fixture(autouse=True)
    def plan(self, kenya: Member, ghana: Member) -> Plan:
        plan = PlanFactory.create(code="APDC")
        self.activity: Activity = ActivityFactory.create(
            output=OutputFactory.create(plan=plan, number=3, code="3"), number=2, code="3.2"
        )
        return plan

    def make(self, **values: Any) -> Any:
        own = {"member": Member.objects.get(iso2="KE")} if self.names_member else {}
        defaults = {"plan": self.activity.output.plan, self.kept_back: self.secret} | own
        record: Any = self.factory.build(**defaults | values)
        record.give_code()
        record.save()
        record.activities.set([self.activity])
        return record

    def sent(self) -> dict[str, Any]:
        own = {"member": Member.objects.get(iso2="KE").pk} if self.names_member else {}
        where = {"plan": self.activity.output.plan.pk, "activities": [self.activity.pk]}
        return EMPTY_ROWS | where | own | self.said

    def body(self) -> dict[str, Any]:
        own = {"member": "KE"} if self.names_member else {}
        return {"plan": "APDC", "activities": ["3.2"]} | own | self.said
