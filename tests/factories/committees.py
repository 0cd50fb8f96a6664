"""Committees for tests."""

import factory
from factory.django import DjangoModelFactory

from members.committees.models import Committee


class CommitteeFactory(DjangoModelFactory[Committee]):
    reference = factory.Sequence(lambda n: f"ISO/TC {900 + n}")
    kind = "TC"
    title = factory.Sequence(lambda n: f"Subject {n}")

    class Meta:
        model = Committee
