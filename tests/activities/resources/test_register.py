"""The registers of resources and of their uses, as every register is tested."""

from typing import Any

import pytest

from activities.models import Activity
from activities.resources.models import Resource, Use
from activities.resources.register import RESOURCES
from activities.resources.uses import USES
from members.models import Member
from outputs.models import Plan
from tests.factories.activities import ActivityFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.resources import ResourceFactory, UseFactory
from tests.registers.kit import RegisterTests

WRITERS = frozenset({"devt_administrator", "devt_officer", "nsb_officer", "nsb_editor"})


class OfResources(RegisterTests):
    __test__ = False
    adders = WRITERS

    @pytest.fixture(autouse=True)
    def plan(self, kenya: Member, ghana: Member) -> Plan:
        plan = PlanFactory.create(code="APDC")
        self.activity: Activity = ActivityFactory.create(
            output=OutputFactory.create(plan=plan, number=6, code="6"), number=3, code="6.3"
        )
        return plan


class TestResources(OfResources):
    __test__ = True
    register = RESOURCES
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 10
    secret = "canarynote"

    def make(self, **values: Any) -> Resource:
        kenya = Member.objects.get(iso2="KE")
        defaults = {"plan": self.activity.output.plan, "member": kenya, "note": self.secret}
        resource: Resource = ResourceFactory.build(**defaults | values)
        resource.give_code()
        resource.save()
        resource.activities.set([self.activity])
        return resource

    def sent(self) -> dict[str, Any]:
        return {
            "title": "A manual",
            "plan": self.activity.output.plan.pk,
            "activities": [self.activity.pk],
            "kind": "manual",
            "member": Member.objects.get(iso2="KE").pk,
            "published_on": "2013",
            "address": "https://example.org/manual.pdf",
        }

    def body(self) -> dict[str, Any]:
        return {
            "title": "A manual",
            "plan": "APDC",
            "member": "KE",
            "activities": ["6.3"],
            "kind": "manual",
            "languages": ["fr"],
        }


class TestUses(OfResources):
    __test__ = True
    register = USES
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 11
    secret = "canaryuse"

    def make(self, **values: Any) -> Use:
        plan = self.activity.output.plan
        resource = values.pop("resource", None) or ResourceFactory.create(plan=plan)
        defaults = {"plan": plan, "member": Member.objects.get(iso2="KE"), "what_for": self.secret}
        use: Use = UseFactory.build(resource=resource, **defaults | values)
        use.give_code()
        use.save()
        use.activities.set([self.activity])
        return use

    def sent(self) -> dict[str, Any]:
        plan = self.activity.output.plan
        return {
            "plan": plan.pk,
            "resource": ResourceFactory.create(plan=plan).pk,
            "member": Member.objects.get(iso2="KE").pk,
            "used_on": "2013-06",
            "people": "12",
            "rating": "4",
        }

    def body(self) -> dict[str, Any]:
        resource = ResourceFactory.create(plan=self.activity.output.plan)
        return {"plan": "APDC", "resource": resource.code, "member": "KE", "used_on": "2013"}
