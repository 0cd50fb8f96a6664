"""The registers of skills and trainers, as every register is tested."""

from typing import Any

from activities.skills.models import Profile
from activities.skills.profiles import GAPS, PROFILES
from activities.skills.trainers import TRAINERS
from tests.activities.of_members import DEVT, WRITERS, OfMembers
from tests.factories.skills import GapFactory, ProfileFactory, TrainerFactory
from tests.registers.kit import ROLES


class TestProfiles(OfMembers):
    """What a role takes is everybody's to read."""

    __test__ = True
    register = PROFILES
    factory = ProfileFactory
    adders = DEVT
    whole_readers = frozenset(ROLES)
    seen_in_part = False
    kept_back = "about"
    said = {"title": "A delegate", "role": "delegate"}
    queries_of_list = 9
    names_member = False


class TestGaps(OfMembers):
    __test__ = True
    register = GAPS
    factory = GapFactory
    kept_back = "note"
    said = {"title": "Chairing", "named_on": "2013-06"}
    queries_of_list = 11

    def make(self, **values: Any) -> Any:
        return super().make(profile=self.profile(), **values)

    def sent(self) -> dict[str, Any]:
        return super().sent() | {"profile": self.profile().pk}

    def body(self) -> dict[str, Any]:
        return super().body() | {"profile": self.profile().code}

    def profile(self) -> Profile:
        return Profile.objects.first() or ProfileFactory.create(plan=self.activity.output.plan)


class TestTrainers(OfMembers):
    """They name a person: DEVCO reads what is public of them."""

    __test__ = True
    register = TRAINERS
    factory = TrainerFactory
    whole_readers = WRITERS | {"nsb_viewer"}
    kept_back = "note"
    said = {"title": "Management systems", "person": "Grace Wanjiru", "joined_on": "2013"}
    queries_of_list = 10
