"""Sample practices, institutions, briefings, benefits, people and money: what might have been on record."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from activities.academia.models import Course, Institution, Students
from activities.accounts.models import Account
from activities.benefit.enums import Whereabouts
from activities.benefit.models import Benefit, Staff
from activities.briefings.models import Briefing
from activities.events.enums import EventKind, PersonSex, StakeholderGroup
from activities.events.models import Event
from activities.fora.enums import Progress
from activities.fora.models import ForumDecision, Practice
from activities.funding.enums import Stage
from activities.funding.models import Agreement, BudgetLine, DonorReport, Spending
from activities.models import Activity
from activities.needs.enums import InstitutionLevel
from activities.records import PlanRecord
from kernel.registers.records import codes
from members.committees.models import Committee
from members.models import Member, Organisation
from members.sample import SAMPLE_DONOR
from outputs.models import Plan

COMMITTEES = ("ISO/TC 34", "ISO/TC 207", "ISO/TC 228", "ISO/TC 176")
PRACTICES = ("A help desk for small firms", "Fees by turnover", "A yearly day of standards")
BENEFITS = (
    (
        StakeholderGroup.SMALL_FIRMS,
        "First exports with a mark of conformity",
        "Orders from two new countries.",
    ),
    (StakeholderGroup.CONSUMERS, "Labels that can be trusted", "Fewer complaints about cooking gas."),
    (StakeholderGroup.GOVERNMENT, "A regulation that names a standard", "One test instead of three."),
)
COSTS = {"1.3": 60_000, "1.4": 90_000, "2.2": 140_000, "2.5": 70_000, "4.2": 80_000, "5.2": 50_000}
"""Francs that are planned for an activity in a year; others have no budget in the sample."""
GIVERS = (
    (SAMPLE_DONOR[1], "Capacity building 2011-2015", Decimal(900_000), "CHF", None),
    ("Development bank (sample)", "Trade and standards", Decimal(400_000), "EUR", Decimal("1.21")),
)
EACH_YEAR = 5
ACCOUNTS = {
    "1.2": (
        "Two of three arrangements that were planned began.",
        "Members were brought together at the General Assembly; two agreements were signed there.",
        "The third waits for a partner with a secretariat of its own.",
    ),
    "2.2": (
        "All workshops were held, one of them later than planned.",
        "Regional workshops on conformity assessment, with material in two languages.",
        "",
    ),
    "3.5": (
        "Less was published than planned.",
        "One brochure was printed and sent.",
        "Translations are late.",
    ),
}
"""By activity: in one sentence, what was done, and what was not."""


def add_sample_fora_and_funds(plan: Plan, members: Sequence[Member]) -> int:
    """Some of each in every year of the plan; how many records."""
    if not members:
        return 0
    story = Story(plan, members)
    story.agree()
    for year in plan.years:
        story.tell(year)
    return story.number


@dataclass
class Story:
    plan: Plan
    members: Sequence[Member]
    number: int = 0
    agreements: list[Agreement] = field(default_factory=list)
    chosen: random.Random = field(default_factory=lambda: random.Random(2016))  # noqa: S311 - a story

    def __post_init__(self) -> None:
        self.activities = {each.code: each for each in Activity.objects.filter(output__plan=self.plan)}
        self.committees = list(Committee.objects.filter(reference__in=COMMITTEES).order_by("reference"))

    @property
    def last(self) -> int:
        return self.plan.years[-1]

    def some(self) -> list[Member]:
        kenya = [member for member in self.members if member.iso2 == "KE"]
        others = self.chosen.sample(self.members, min(EACH_YEAR, len(self.members)))
        return [*kenya, *(member for member in others if member.iso2 != "KE")]

    def agree(self) -> None:
        first = self.plan.years[0]
        for giver, title, amount, currency, rate in GIVERS:
            money = {"amount": amount, "currency": currency, "rate": rate}
            money["rate_on"] = dt.date(first, 1, 3) if rate else None
            when = {"starts_on": str(first), "ends_on": f"{self.last}-12"}
            donor = Organisation.objects.filter(name=giver).first()
            given_by = {"donor": donor} if donor else {"giver": giver}
            made = self.add(Agreement, "", first, title=title, **given_by, **when, **money)
            self.agreements.append(made)
            for year in self.plan.years:
                sent = dt.date(year + 1, 2, 20) if year < self.last else None
                due = dt.date(year + 1, 3, 1)
                DonorReport.objects.create(
                    agreement=made, what=f"Account of {year}", due_on=due, sent_on=sent
                )

    def tell(self, year: int) -> None:
        self.of_fora(year)
        for activity, (title, done, not_done) in ACCOUNTS.items():
            told_on = dt.date(year + 1, 7, 1) if year < self.last else None
            said = {"title": title, "done": done, "not_done": not_done, "told_on": told_on}
            self.add(Account, activity, year, year_told=year, **said)
        for member in self.some():
            self.of_member(year, member)
        for activity, planned in COSTS.items():
            self.cost(year, activity, planned)

    def of_fora(self, year: int) -> None:
        held = Event.objects.standing().filter(plan=self.plan, kind=EventKind.FORUM, is_incomplete=False)
        forum = held.filter(starts_on__startswith=str(year)).order_by("pk").first()
        if forum is None:
            when = {"starts_on": f"{year}-09", "ends_on": f"{year}-09"}
            title = f"Forum of chief executives {year}"
            forum = self.add(Event, "5.2", year, title=title, kind=EventKind.FORUM, state="held", **when)
        for member in self.some():
            state = Progress.OPEN if year == self.last else self.chosen.choice(Progress.values)
            said = {"state": state, "said_on": None if state == Progress.OPEN else dt.date(year + 1, 6, 1)}
            title = self.chosen.choice(PRACTICES)
            self.add(Practice, "5.2", year, member=member, event=forum, title=title, **said)
        title, due = "A list of experts of the region", dt.date(year + 1, 6, 30)
        self.add(ForumDecision, "5.2", year, event=forum, title=title, done_by="DEVT", due_on=due)

    def of_member(self, year: int, member: Member) -> None:
        own: dict[str, Any] = {"member": member}
        group, title, changed = self.chosen.choice(BENEFITS)
        self.add(Benefit, "3.2", year, title=title, group=group, changed=changed, seen_on=str(year), **own)
        if self.committees:
            given = {
                "given_on": dt.date(year, 5, 4),
                "given_by": "The secretary",
                "text": "Start with the roadmap.",
            }
            asked = {"committee": self.chosen.choice(self.committees), "asked_on": dt.date(year, 3, 2)}
            told = given if self.chosen.random() > 0.3 else {}  # noqa: PLR2004 - a share
            self.add(Briefing, "1.1", year, title="How to begin", **asked, **told, **own)
        where = self.chosen.choice(Whereabouts.values)
        seen = {"whereabouts": where, "uses_it": where == Whereabouts.HERE, "said_on": dt.date(year, 11, 20)}
        person = {"person": f"Sample Colleague {self.number}", "sex": self.chosen.choice(PersonSex.values)}
        self.add(Staff, "1.4", year, how="trained", got_on=str(year), **person, **seen, **own)
        if year == self.plan.years[0]:
            self.university(year, member)
        amount = Decimal(self.chosen.randint(2, 40) * 500)
        raised = {"giver": "A chamber of commerce", "amount": amount, "starts_on": str(year)}
        self.add(Agreement, "", year, title="For a programme at home", **raised, **own)

    def university(self, year: int, member: Member) -> None:
        title, level = f"A university of {member.country}", InstitutionLevel.UNIVERSITY
        institution = self.add(
            Institution, "6.2", year, member=member, title=title, level=level, since=str(year)
        )
        course = self.add(
            Course, "6.3", year, institution=institution, title="Introduction", starts_on=str(year), hours=40
        )
        for of in self.plan.years:
            students = self.chosen.randint(15, 60)
            Students.objects.create(course=course, year=of, number=students, women=students // 3)

    def cost(self, year: int, activity: str, planned: int) -> None:
        funds = {"agreement": self.chosen.choice(self.agreements)}
        line = {"title": f"Activity {activity}", **funds}
        self.add(BudgetLine, activity, year, amount=Decimal(planned), year_planned=year, **line)
        shares = (
            (Stage.COMMITTED, 0.95),
            (Stage.DISBURSED, 0.9),
            (Stage.SPENT, self.chosen.uniform(0.7, 0.9)),
        )
        for stage, share in shares:
            amount = Decimal(round(planned * share))
            self.add(Spending, activity, year, amount=amount, stage=stage, paid_on=str(year), **line)

    def add(self, model: type[PlanRecord], activity: str, year: int, **values: Any) -> Any:
        record: Any = model(plan=self.plan, code=next(codes(model, year)), is_sample=True, **values)
        record.save()
        record.activities.set([self.activities[activity]] if activity in self.activities else [])
        self.number += 1
        return record
