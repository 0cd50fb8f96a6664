"""Sample sponsorships: whom members might have sent to meetings of committees, and what came of it."""

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from activities.events.enums import PersonSex
from activities.models import Activity
from activities.sponsorships.enums import GIVEN, SponsorshipState
from activities.sponsorships.models import Sponsorship
from kernel.registers.records import codes
from members.committees.models import Committee
from members.models import Member
from outputs.models import Plan

COMMITTEES = ("ISO/TC 34", "ISO/TC 207", "ISO/TC 228", "ISO/TC 282", "ISO/TC 176", "ISO/TC 61")
EACH_YEAR = 8
LAST_YEAR = (
    *(SponsorshipState.ASKED, SponsorshipState.ASKED, SponsorshipState.GRANTED, SponsorshipState.ATTENDED),
    *(SponsorshipState.REPORTED, SponsorshipState.REFUSED, SponsorshipState.MISSED, SponsorshipState.GRANTED),
)
"""States of the last year, of which some wait for somebody; before it most were reported back."""
EARLIER = (
    *(SponsorshipState.REPORTED,) * 6,
    *(SponsorshipState.REFUSED, SponsorshipState.MISSED),
)
MEETINGS = ("Plenary meeting", "Meeting of working group 3", "Meeting of working group 7")
COSTS = (1800, 2400, 2650, 3100, 3400)
"""Francs for travel and stay."""


def add_sample_sponsorships(plan: Plan, members: Sequence[Member]) -> int:
    """Some in every year of the plan, to each of which Kenya sends somebody; how many."""
    committees = list(Committee.objects.filter(reference__in=COMMITTEES).order_by("reference"))
    if not members or not committees:
        return 0
    chosen = random.Random(2012)  # noqa: S311 - a story
    activity = Activity.objects.filter(output__plan=plan, code="1.3").first()
    kenya = [member for member in members if member.iso2 == "KE"]
    for year in plan.years:
        free = codes(Sponsorship, year)
        others = chosen.sample(members, min(EACH_YEAR, len(members)))
        states = LAST_YEAR if year == plan.years[-1] else EARLIER
        for member, state in zip([*kenya, *others], states, strict=False):
            told = told_of(chosen, year, state)
            sponsorship = Sponsorship(
                plan=plan, code=next(free), member=member, committee=chosen.choice(committees), **told
            )
            sponsorship.save()
            sponsorship.activities.set([activity] if activity else [])
    return Sponsorship.objects.filter(plan=plan, is_sample=True).count()


def told_of(chosen: random.Random, year: int, state: SponsorshipState) -> dict[str, Any]:
    begins = dt.date(year, chosen.randint(3, 10), 12)
    values: dict[str, Any] = {
        "title": chosen.choice(MEETINGS),
        "starts_on": begins.isoformat(),
        "ends_on": (begins + dt.timedelta(days=4)).isoformat(),
        "asked_on": begins - dt.timedelta(days=90),
        "sex": chosen.choice(PersonSex.values),
        "has_mirror_committee": chosen.random() > 0.2,  # noqa: PLR2004 - a share
        "is_active_candidate": True,
        "state": state,
        "is_sample": True,
    }
    if state in GIVEN:
        values["amount"] = Decimal(chosen.choice(COSTS))
    if state == SponsorshipState.REPORTED:
        values |= {
            "comments_sent_on": begins - dt.timedelta(days=20),
            "position_presented_on": begins,
            "told_mirror_on": begins + dt.timedelta(days=21),
            "report": "The position of the mirror committee was presented, and taken up in part.",
        }
    return values
