"""Arrangements for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.partnerships.models import Arrangement
from tests.factories.outputs import PlanFactory


class ArrangementFactory(DjangoModelFactory[Arrangement]):
    title = factory.Sequence(lambda n: f"Arrangement {n}")
    code = factory.Sequence(lambda n: f"AR-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    kind = "agreement"
    starts_on = "2013-06"

    class Meta:
        model = Arrangement
