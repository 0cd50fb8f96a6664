"""Plans and what hangs on them."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from outputs.models import Output, Plan, TargetGroup


class PlanFactory(DjangoModelFactory[Plan]):
    code = factory.Sequence(lambda n: f"PLAN-{n}")
    title = factory.LazyAttribute(lambda plan: f"Action Plan {plan.code}")
    starts_on = dt.date(2011, 1, 1)
    ends_on = dt.date(2015, 12, 31)
    goal = "Developing countries grow and reach world markets."
    purpose = "National standardization infrastructure is stronger."

    class Meta:
        model = Plan


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    plan = factory.SubFactory(PlanFactory)
    slug = factory.Sequence(lambda n: f"group-{n}")
    name = factory.LazyAttribute(lambda group: group.slug.replace("-", " ").capitalize())

    class Meta:
        model = TargetGroup


class OutputFactory(DjangoModelFactory[Output]):
    """An output; `target_groups=[…]` sets its groups."""

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    code = factory.LazyAttribute(lambda output: str(output.number))
    title = factory.LazyAttribute(lambda output: f"Title of output {output.number}")
    short_name = factory.LazyAttribute(lambda output: f"Output {output.number}")

    class Meta:
        model = Output
        skip_postgeneration_save = True

    @factory.post_generation
    def target_groups(self, create: bool, groups: list[TargetGroup] | None, **kwargs: Any) -> None:
        if create and groups:
            self.target_groups.set(groups)
