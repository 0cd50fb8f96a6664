"""Sponsorships for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from activities.sponsorships.models import Sponsorship
from tests.factories.committees import CommitteeFactory
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class SponsorshipFactory(DjangoModelFactory[Sponsorship]):
    title = factory.Sequence(lambda n: f"Plenary {n}")
    code = factory.Sequence(lambda n: f"SM-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    committee = factory.SubFactory(CommitteeFactory)
    starts_on = "2013-06"
    asked_on = dt.date(2013, 2, 1)

    class Meta:
        model = Sponsorship
