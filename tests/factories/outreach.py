"""Records of outreach for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.outreach.models import Entry, Programme, Publicity
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class ProgrammeFactory(DjangoModelFactory[Programme]):
    title = factory.Sequence(lambda n: f"Programme {n}")
    code = factory.Sequence(lambda n: f"SP-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    starts_on = "2013-06"

    class Meta:
        model = Programme


class PublicityFactory(DjangoModelFactory[Publicity]):
    standard = factory.Sequence(lambda n: f"ISO {9000 + n}")
    code = factory.Sequence(lambda n: f"PU-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    publicised_on = "2013-06"

    class Meta:
        model = Publicity


class EntryFactory(DjangoModelFactory[Entry]):
    contest = factory.Sequence(lambda n: f"Contest {n}")
    code = factory.Sequence(lambda n: f"CE-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    edition = 2013
    stage = "winner"

    class Meta:
        model = Entry
