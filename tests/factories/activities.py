"""Activities of an output."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from activities.models import Activity
from outputs.models import TargetGroup
from tests.factories.outputs import OutputFactory


class ActivityFactory(DjangoModelFactory[Activity]):
    """An activity; `measured=True` makes it one whose effectiveness is measured."""

    output = factory.SubFactory(OutputFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    code = factory.LazyAttribute(lambda activity: f"{activity.output.number}.{activity.number}")
    title = factory.LazyAttribute(lambda activity: f"Title of activity {activity.code}")

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        measured = factory.Trait(effectiveness_measured=True, what_is_measured="What it changed.")

    @factory.post_generation
    def target_groups(self, create: bool, groups: list[TargetGroup] | None, **kwargs: Any) -> None:
        if create and groups:
            self.target_groups.set(groups)
