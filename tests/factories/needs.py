"""Needs for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.needs.models import Need
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import OutputFactory


class NeedFactory(DjangoModelFactory[Need]):
    title = factory.Sequence(lambda n: f"Need {n}")
    code = factory.Sequence(lambda n: f"ND-2013-9{n:03}")
    output = factory.SubFactory(OutputFactory)
    plan = factory.LazyAttribute(lambda need: need.output.plan)
    member = factory.SubFactory(DevelopingMemberFactory)
    named_on = "2013-06-20"

    class Meta:
        model = Need
