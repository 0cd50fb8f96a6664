"""Resources and their uses for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.resources.models import Resource, Use
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class ResourceFactory(DjangoModelFactory[Resource]):
    title = factory.Sequence(lambda n: f"Resource {n}")
    code = factory.Sequence(lambda n: f"RS-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    kind = "manual"
    published_on = "2013"
    languages = factory.LazyFunction(lambda: ["en"])

    class Meta:
        model = Resource


class UseFactory(DjangoModelFactory[Use]):
    code = factory.Sequence(lambda n: f"RU-2013-9{n:03}")
    resource = factory.SubFactory(ResourceFactory)
    plan = factory.LazyAttribute(lambda use: use.resource.plan)
    member = factory.SubFactory(DevelopingMemberFactory)
    used_on = "2013-06"

    class Meta:
        model = Use
