"""Sample skills: profiles of roles, what members might lack of them, and a pool of trainers."""

import datetime as dt
import random
from collections.abc import Sequence

from activities.enums import Language
from activities.events.enums import PersonSex
from activities.models import Activity
from activities.records import PlanRecord
from activities.skills.enums import ProfileRole, TrainerLevel
from activities.skills.models import Delivery, Gap, Mentoring, Profile, Skill, Trainer
from kernel.registers.records import codes
from members.models import Member
from outputs.models import Plan

SKILLS: dict[ProfileRole, tuple[str, tuple[str, ...]]] = {
    ProfileRole.DELEGATE: (
        "Delegate to a committee",
        ("Prepare a national position", "Speak for it in the meeting", "Tell the mirror committee"),
    ),
    ProfileRole.CHAIR: ("Chair of a committee", ("Lead to consensus", "Keep to the project plan")),
    ProfileRole.TRAINER: (
        "Trainer of standardization",
        ("Plan a course for adults", "Hold it", "Test what was learnt"),
    ),
}
"""By role: the profile's title and its skills."""
GAPS_EACH_YEAR, TRAINERS_EACH_YEAR = 5, 2
SUBJECTS = ("Management systems", "Conformity assessment", "Good standardization practice", "Food safety")
LANGUAGES = ((Language.ENGLISH,), (Language.FRENCH,), (Language.ENGLISH, Language.SPANISH))


def add_sample_skills(plan: Plan, members: Sequence[Member]) -> int:
    """Profiles once, gaps and trainers in every year of the plan; how many records."""
    if not members:
        return 0
    chosen = random.Random(2015)  # noqa: S311 - a story
    profiles = {role: profile(plan, role) for role in SKILLS}
    for year in plan.years:
        for member in chosen.sample(members, min(GAPS_EACH_YEAR, len(members))):
            role = chosen.choice(list(SKILLS))
            told = {"title": chosen.choice(SKILLS[role][1]), "named_on": str(year)}
            gap = Gap(member=member, profile=profiles[role], people=chosen.randint(1, 6), **told)
            record(plan, gap, year, "1.4")
        for member in chosen.sample(members, min(TRAINERS_EACH_YEAR, len(members))):
            trainer(plan, member, year, profiles[ProfileRole.TRAINER], chosen)
    return sum(model.objects.filter(plan=plan, is_sample=True).count() for model in (Profile, Gap, Trainer))


def profile(plan: Plan, role: ProfileRole) -> Profile:
    title, skills = SKILLS[role]
    made = Profile(title=title, role=role, valid_from=str(plan.years[0]))
    record(plan, made, plan.years[0], "2.3" if role == ProfileRole.TRAINER else "1.4")
    for skill in skills:
        Skill.objects.create(profile=made, title=skill)
    return made


def trainer(plan: Plan, member: Member, year: int, of: Profile, chosen: random.Random) -> None:
    number = Trainer.objects.count() + 1
    made = Trainer(
        title=chosen.choice(SUBJECTS),
        person=f"Sample Trainer {number}",
        email=f"trainer.{number}@example.org",
        sex=chosen.choice(PersonSex.values),
        member=member,
        languages=list(chosen.choice(LANGUAGES)),
        profile=of,
        level=chosen.choice(TrainerLevel.values),
        assessed_on=dt.date(year, 11, 3),
        joined_on=str(year),
    )
    record(plan, made, year, "5.4")
    for held in range(year, plan.years[-1] + 1):
        Delivery.objects.create(
            trainer=made, held_on=str(held), what="Course at home", people=chosen.randint(8, 30)
        )
    Mentoring.objects.create(trainer=made, mentor="A lead trainer of the pool", starts_on=dt.date(year, 2, 1))


def record(plan: Plan, made: PlanRecord, year: int, activity: str) -> None:
    made.plan, made.code, made.is_sample = plan, next(codes(type(made), year)), True
    made.save()
    made.activities.set(Activity.objects.filter(output__plan=plan, code=activity))
