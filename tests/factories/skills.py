"""Skills profiles, gaps and trainers for tests."""

import factory
from factory.django import DjangoModelFactory

from activities.skills.models import Gap, Profile, Trainer
from tests.factories.members import DevelopingMemberFactory
from tests.factories.outputs import PlanFactory


class ProfileFactory(DjangoModelFactory[Profile]):
    title = factory.Sequence(lambda n: f"Profile {n}")
    code = factory.Sequence(lambda n: f"SK-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    role = "delegate"
    valid_from = "2013"

    class Meta:
        model = Profile


class GapFactory(DjangoModelFactory[Gap]):
    title = factory.Sequence(lambda n: f"Skill {n}")
    code = factory.Sequence(lambda n: f"SG-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    profile = factory.SubFactory(ProfileFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    named_on = "2013-06"

    class Meta:
        model = Gap


class TrainerFactory(DjangoModelFactory[Trainer]):
    title = factory.Sequence(lambda n: f"Subject {n}")
    code = factory.Sequence(lambda n: f"TN-2013-9{n:03}")
    plan = factory.SubFactory(PlanFactory)
    member = factory.SubFactory(DevelopingMemberFactory)
    person = factory.Sequence(lambda n: f"Trainer Number{chr(65 + n % 26)}")
    joined_on = "2013"

    class Meta:
        model = Trainer
