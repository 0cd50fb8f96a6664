"""Sample resources: what DEVT and members might have made each year, and who used it for what."""

import random
from collections.abc import Sequence

from activities.models import Activity
from activities.resources.enums import Level, Rating, ResourceKind
from activities.resources.models import Resource, Use
from kernel.registers.records import codes
from members.models import Member
from outputs.models import Plan

MADE: tuple[tuple[str, str, ResourceKind, Level], ...] = (
    ("Guide to national mirror committees", "1.4", ResourceKind.MANUAL, Level.PRACTITIONERS),
    ("Slides for trainers in conformity assessment", "2.4", ResourceKind.TRAINING_PACKAGE, Level.TRAINERS),
    ("What standards do for small firms", "3.5", ResourceKind.BROCHURE, Level.BEGINNERS),
    ("Running a standards body: self-assessment", "4.1", ResourceKind.TOOL, Level.MANAGERS),
    ("Standards in engineering: course notes", "6.3", ResourceKind.EDUCATIONAL, Level.BEGINNERS),
)
"""Each year DEVT makes one of them: title, activity, kind and level."""
USERS = 14
"""Members that used the resource of a year."""
WHAT_FOR = (
    "A course for our technical officers",
    "Two seminars for ministries",
    "A lecture at the technical university",
)
SOUGHT = "A guide to the financing of mirror committees, in French"


def add_sample_resources(plan: Plan, members: Sequence[Member]) -> int:
    """One resource of DEVT and one of a member in each year, and uses of them; how many."""
    if not members:
        return 0
    chosen = random.Random(2013)  # noqa: S311 - a story
    activities = {each.code: each for each in Activity.objects.filter(output__plan=plan)}
    uses: list[Use] = []
    for year, (title, activity, kind, level) in zip(plan.years, MADE, strict=False):
        free = codes(Resource, year)
        made = {"plan": plan, "kind": kind, "level": level, "published_on": str(year), "is_sample": True}
        resource = Resource(code=next(free), title=title, languages=["en", "fr"], **made)
        maker = chosen.choice(members)
        own = Resource(
            code=next(free),
            title=f"{title}, adapted to {maker.country}",
            member=maker,
            languages=["en"],
            **made,
        )
        for each in (resource, own):
            each.save()
            each.activities.set([activities[activity]] if activity in activities else [])
        uses += used(resource, year, chosen, chosen.sample(members, min(USERS, len(members))))
    Use.objects.bulk_create(uses)
    return 2 * min(len(plan.years), len(MADE))


def used(resource: Resource, year: int, chosen: random.Random, members: Sequence[Member]) -> list[Use]:
    """What the members used it for; the last of them found nothing."""
    free = codes(Use, year)
    found = []
    for place, member in enumerate(members, start=1):
        use = Use(code=next(free), plan=resource.plan, member=member, used_on=str(year), is_sample=True)
        if place == len(members):
            use.sought = SOUGHT
        else:
            use.resource, use.what_for = resource, chosen.choice(WHAT_FOR)
            use.people = chosen.randint(8, 60)
            use.rating = chosen.choice([*Rating.values[2:], None])
        use.prepare()
        found.append(use)
    return found
