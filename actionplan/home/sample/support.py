"""Sample missions, grants and outreach: what members might have got and done in each year."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.events.enums import StakeholderGroup
from activities.models import Activity
from activities.outreach.enums import How, Response
from activities.outreach.models import Programme, Publicity
from activities.records import PlanRecord
from activities.support.enums import RecommendationState
from activities.support.models import Grant, Mission, Recommendation
from kernel.registers.records import codes
from members.models import Member
from outputs.models import Plan

RECOMMENDED = ("Write procedures for technical committees", "Plan the work of the body for three years")
STANDARDS = ("ISO 9001", "ISO 22000", "ISO 50001", "ISO 26000", "ISO 14001")
FOR_WHOM = (
    (StakeholderGroup.GOVERNMENT, "Standards in technical regulations", "Fewer rules of one's own to write"),
    (StakeholderGroup.SMALL_FIRMS, "Standards open markets", "Orders from abroad"),
    (StakeholderGroup.CONSUMERS, "What a mark of conformity tells", "Safer goods"),
)
MISSIONS, GRANTS, PROGRAMMES, PUBLICISED = 3, 2, 6, 10
"""So many in a year."""


def add_sample_support(plan: Plan, members: Sequence[Member]) -> int:
    """Some of each kind in every year of the plan, and in the last what Kenya is to confirm; how many."""
    if not members:
        return 0
    story = Story(plan, members)
    for year in plan.years:
        story.tell(year)
    for kenya in (member for member in members if member.iso2 == "KE"):
        story.mission(plan.years[-1], kenya)
        story.grant(plan.years[-1], kenya)
    return story.number


@dataclass
class Story:
    plan: Plan
    members: Sequence[Member]
    number: int = 0
    chosen: random.Random = field(default_factory=lambda: random.Random(2014))  # noqa: S311 - a story

    def __post_init__(self) -> None:
        self.activities = {each.code: each for each in Activity.objects.filter(output__plan=self.plan)}

    def tell(self, year: int) -> None:
        for member in self.some(MISSIONS):
            self.mission(year, member)
        for member in self.some(GRANTS):
            self.grant(year, member)
        for member in self.some(PROGRAMMES):
            group, message, benefit = self.chosen.choice(FOR_WHOM)
            told = {"title": message, "group": group, "message": message, "benefit": benefit}
            self.add(Programme, "3.2", year, member=member, starts_on=str(year), **told)
        for member in self.some(PUBLICISED):
            told = {"standard": self.chosen.choice(STANDARDS), "how": self.chosen.choice(How.values)}
            told |= {"response": self.chosen.choice(["", *Response.values])}
            self.add(Publicity, "3.6", year, member=member, publicised_on=str(year), **told)

    def some(self, number: int) -> Iterator[Member]:
        return iter(self.chosen.sample(self.members, min(number, len(self.members))))

    def mission(self, year: int, member: Member) -> None:
        begins = dt.date(year, self.chosen.randint(2, 11), 4)
        when = {"starts_on": begins.isoformat(), "ends_on": (begins + dt.timedelta(days=4)).isoformat()}
        title = f"Expert at the standards body of {member.country}"
        mission = self.add(Mission, "4.3", year, member=member, title=title, days=5, **when)
        for text in RECOMMENDED:
            state = self.chosen.choice(RecommendationState.values)
            said_on = None if state == RecommendationState.OPEN else begins + dt.timedelta(days=365)
            Recommendation.objects.create(mission=mission, text=text, state=state, said_on=said_on)

    def grant(self, year: int, member: Member) -> None:
        title = f"Computers and a library for {member.country}"
        told: dict[str, Any] = {"title": title, "granted_on": str(year)}
        trained = self.chosen.randint(3, 15)
        told |= {"delivered_on": str(year), "trained": trained, "trained_women": trained // 3}
        in_use = self.chosen.choice([True, True, False, None])
        self.add(Grant, "2.5", year, member=member, in_use=in_use, **told)

    def add(self, model: type[PlanRecord], activity: str, year: int, **values: Any) -> Any:
        record: Any = model(plan=self.plan, code=next(codes(model, year)), is_sample=True, **values)
        record.save()
        record.activities.set([self.activities[activity]] if activity in self.activities else [])
        self.number += 1
        return record
