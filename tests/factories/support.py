"""Missions and grants for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.support.models import Grant, Mission
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class MissionFactory(DjangoModelFactory[Mission]):
    title = factory.Sequence(lambda n: f"Mission {n}")
    code = factory.Sequence(lambda n: f"MS-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    starts_on = "2013-06"

    class Meta:
        model = Mission


class GrantFactory(DjangoModelFactory[Grant]):
    title = factory.Sequence(lambda n: f"Grant {n}")
    code = factory.Sequence(lambda n: f"GR-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    granted_on = "2013-06"

    class Meta:
        model = Grant
