"""Sample needs: what members might have asked for each year, and how far it came."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from activities.models import Activity
from activities.needs.enums import NeedState, WantedSupport
from activities.needs.models import Need, NeedMove
from kernel.registers.records import codes
from members.models import Member
from outputs.models import Plan

TEMPLATES: dict[int, tuple[tuple[str, str, WantedSupport], ...]] = {
    1: (
        ("A delegate at the meetings of our priority committee", "1.3", WantedSupport.SPONSORSHIP),
        ("A twinning with an experienced secretariat", "1.2", WantedSupport.TWINNING),
    ),
    2: (
        ("Training of technical staff in conformity assessment", "2.2", WantedSupport.TRAINING),
        ("Reference equipment for the metrology laboratory", "2.5", WantedSupport.EQUIPMENT),
        ("Trainers who teach in our own language", "2.3", WantedSupport.TRAINING),
    ),
    3: (("Arguments for ministries on what standards bring", "3.5", WantedSupport.MATERIAL),),
    4: (
        ("An expert who looks at how we finance ourselves", "4.3", WantedSupport.MISSION),
        ("Training of our new management", "4.2", WantedSupport.TRAINING),
    ),
    5: (("Exchange of training material within the region", "5.3", WantedSupport.AGREEMENT),),
    6: (("Standardization in engineering courses", "6.4", WantedSupport.AGREEMENT),),
}
"""By number of the output: what is asked for, under which activity, and by which support."""

FEWEST, MOST = 1, 3
"""Needs of a member in a year."""

WAYS = {
    NeedState.NAMED: (),
    NeedState.TAKEN_UP: (NeedState.TAKEN_UP,),
    NeedState.NOT_TAKEN_UP: (NeedState.NOT_TAKEN_UP,),
    NeedState.ANSWERED: (NeedState.TAKEN_UP, NeedState.ANSWERED),
    NeedState.CONFIRMED: (NeedState.TAKEN_UP, NeedState.ANSWERED, NeedState.CONFIRMED),
}
SHARES = {
    NeedState.NAMED: 10,
    NeedState.TAKEN_UP: 20,
    NeedState.NOT_TAKEN_UP: 25,
    NeedState.ANSWERED: 20,
    NeedState.CONFIRMED: 25,
}
"""In years that are past, of a hundred; in the present one all are named or taken up."""


def add_sample_needs(plan: Plan, members: Iterable[Member]) -> int:
    """Needs of every member in every year of the plan; how many."""
    activities = {each.code: each for each in Activity.objects.filter(output__plan=plan)}
    outputs = {output.number: output for output in plan.outputs.all()}
    chosen = random.Random(2011)  # noqa: S311 - a story, no secret
    needs: list[Need] = []
    codes_of: list[str] = []
    for year in plan.years:
        free = codes(Need, year)
        for member in members:
            for rank, (number, title, code, wanted) in enumerate(asked(chosen), start=1):
                need = Need(
                    code=next(free),
                    plan=plan,
                    output=outputs[number],
                    member=member,
                    title=title,
                    wanted=wanted,
                    rank=rank,
                    is_sample=True,
                    named_on=f"{year}-0{chosen.choice((6, 7))}-{chosen.randint(10, 28)}",
                    state=state_of(chosen, is_present=year == plan.years[-1]),
                )
                need.prepare()
                needs.append(need)
                codes_of.append(code)
    Need.objects.bulk_create(needs)
    through = Need.activities.through
    through.objects.bulk_create(
        through(need_id=need.pk, activity_id=activities[code].pk)
        for need, code in zip(needs, codes_of, strict=True)
        if code in activities
    )
    NeedMove.objects.bulk_create(move for need in needs for move in moves(need))
    return len(needs)


def asked(chosen: random.Random) -> Iterator[tuple[int, str, str, WantedSupport]]:
    for number in chosen.sample(sorted(TEMPLATES), chosen.randint(FEWEST, MOST)):
        yield number, *chosen.choice(TEMPLATES[number])


def state_of(chosen: random.Random, *, is_present: bool) -> NeedState:
    if is_present:
        return chosen.choice((NeedState.NAMED, NeedState.NAMED, NeedState.TAKEN_UP))
    return chosen.choices(list(SHARES), weights=list(SHARES.values()))[0]


def moves(need: Need) -> Iterator[NeedMove]:
    """A move a season from where it was named to where it stands."""
    source, at = NeedState.NAMED, dt.datetime(int(need.named_on[:4]), 9, 1, 9, tzinfo=dt.UTC)
    for target in WAYS[NeedState(need.state)]:
        reason = "No funds were found in the year." if target == NeedState.NOT_TAKEN_UP else ""
        yield NeedMove(need=need, source=source, target=target, at=at, reason=reason)
        source, at = target, at + dt.timedelta(days=90)
