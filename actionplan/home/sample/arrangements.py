"""Sample arrangements: twinnings and agreements that members might have had, what was promised and given."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.models import Activity
from activities.partnerships.enums import ArrangementKind, CommitmentState, Reached
from activities.partnerships.models import Arrangement, Commitment, Contribution, Objective
from kernel.days import portal_day
from kernel.registers.records import codes
from members.committees.models import Committee
from members.models import Member
from outputs.models import Plan

LEADS = ("SE", "DE", "FR", "JP", "CA", "NL")
"""Developed members that lead, by country."""
COMMITTEES = ("ISO/TC 34", "ISO/TC 207", "ISO/TC 228", "ISO/TC 282", "ISO/TC 176", "ISO/TC 61")
KINDS: tuple[tuple[ArrangementKind, str, str], ...] = (
    (ArrangementKind.TWINNING_SECRETARY, "1.2", "Twinned secretariat of {committee}"),
    (ArrangementKind.TWINNING_CHAIR, "1.2", "Twinned chair of {committee}"),
    (ArrangementKind.TWINNING_P_MEMBER, "1.2", "Twinned P-membership of {committee}"),
    (ArrangementKind.ATTACHMENT, "4.4", "Attachment of staff"),
    (ArrangementKind.AGREEMENT, "5.3", "Agreement on adopting standards together"),
)
"""Kind, activity and title."""
EACH_YEAR = 4
"""So many begin in a year."""


def add_sample_arrangements(plan: Plan, members: Sequence[Member]) -> int:
    """Some of every year of the plan, of which one ends soon and owes what it promised; how many."""
    story = Story(plan, members)
    if not (members and story.leads and story.committees):
        return 0
    for year in plan.years:
        story.tell(year)
    story.end_soon()
    return len(story.arrangements)


@dataclass
class Story:
    plan: Plan
    members: Sequence[Member]
    arrangements: list[Arrangement] = field(default_factory=list)
    chosen: random.Random = field(default_factory=lambda: random.Random(2011))  # noqa: S311 - a story

    def __post_init__(self) -> None:
        self.leads = list(Member.objects.filter(iso2__in=LEADS).order_by("iso2"))
        self.committees = {
            each.reference: each for each in Committee.objects.filter(reference__in=COMMITTEES)
        }
        self.activities = {each.code: each for each in Activity.objects.filter(output__plan=self.plan)}

    def tell(self, year: int) -> None:
        free = codes(Arrangement, year)
        for kind, activity, title in self.chosen.sample(KINDS, EACH_YEAR):
            begins = dt.date(year, self.chosen.randint(1, 10), 1)
            ends = begins + dt.timedelta(days=365 * self.chosen.randint(2, 3) - 1)
            lead, twin = self.chosen.choice(self.leads), self.chosen.choice(self.members)
            reference = self.chosen.choice(sorted(self.committees)) if "{committee}" in title else ""
            words = title.format(committee=reference)
            arrangement = Arrangement(
                code=next(free),
                title=f"{words}: {lead.acronym or lead.country} and {twin.acronym or twin.country}",
                plan=self.plan,
                kind=kind,
                committee=self.committees.get(reference),
                starts_on=begins.isoformat(),
                ends_on=ends.isoformat(),
                is_sample=True,
            )
            arrangement.save()
            arrangement.assisting.set([lead])
            arrangement.assisted.set([twin])
            arrangement.activities.set([self.activities[activity]] if activity in self.activities else [])
            self.arrangements.append(arrangement)
            self.promise(arrangement, begins, ends, twin)
            self.give(arrangement, year, lead, twin)

    def promise(self, arrangement: Arrangement, begins: dt.date, ends: dt.date, twin: Member) -> None:
        today = portal_day()
        reached = self.chosen.choice(Reached.values) if ends < today else ""
        Objective.objects.create(
            arrangement=arrangement, title="The assisted member does it alone at the end", reached=reached
        )
        due = begins + dt.timedelta(days=300)
        met: dict[str, Any] = {}
        if due < today and self.chosen.random() < 2 / 3:
            met = {
                "state": CommitmentState.MET,
                "met_on": due - dt.timedelta(days=self.chosen.randint(-20, 40)),
            }
        elif due < today:
            met = {"state": CommitmentState.NOT_MET}
        Commitment.objects.create(
            arrangement=arrangement, title="A mirror committee meets", by=twin, due_on=due, **met
        )

    def give(self, arrangement: Arrangement, year: int, lead: Member, twin: Member) -> None:
        for giver, days in ((lead, self.chosen.randint(8, 30)), (twin, self.chosen.randint(4, 20))):
            Contribution.objects.create(arrangement=arrangement, by=giver, year=year, days=days)

    def end_soon(self) -> None:
        """The last one runs out within the time of warning, and a promise of it waits for a word."""
        arrangement = self.arrangements[-1]
        arrangement.ends_on = (portal_day() + dt.timedelta(days=60)).isoformat()
        arrangement.save()
        arrangement.objectives.update(reached="")
        arrangement.commitments.update(
            state=CommitmentState.OPEN, met_on=None, due_on=portal_day() - dt.timedelta(days=12)
        )
