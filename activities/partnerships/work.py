"""What arrangements give DEVT to do: those that end soon, and promises that are overdue."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities.partnerships.enums import CommitmentState
from activities.partnerships.models import Arrangement, Commitment
from kernel.days import due_words, portal_day
from kernel.partial_dates import in_words
from kernel.registry import Work, WorkCard, WorkRow, register_work

SHOWN = 3


def register() -> None:
    register_work("devt", Work(ending, 60))
    register_work("devt", Work(overdue, 61))


def ending(request: HttpRequest) -> Iterator[WorkCard]:
    """Arrangements of which the last day comes within 90 days."""
    found = Arrangement.objects.ending(portal_day())
    if found:
        yield WorkCard(
            title=_("Arrangements that end soon"),
            about=_("Go on with them, or gather what came of them."),
            rows=[
                WorkRow(each.title, each.get_absolute_url(), about=in_words(each.ends_on))
                for each in found[:SHOWN]
            ],
            count=len(found),
            is_sample=any(each.is_sample for each in found),
        )


def overdue(request: HttpRequest) -> Iterator[WorkCard]:
    """Commitments that nobody said anything of since they were due."""
    day = portal_day()
    late = Q(later_due_on=None, due_on__lt=day) | Q(later_due_on__lt=day)
    found = Commitment.objects.filter(late, state=CommitmentState.OPEN, arrangement__cancelled_at=None)
    if count := found.count():
        yield WorkCard(
            title=_("Commitments that are overdue"),
            about=_("Say of each whether it was met, put off or withdrawn."),
            rows=[
                WorkRow(
                    each.title,
                    each.arrangement.get_absolute_url(),
                    about=due_words(each.later_due_on or each.due_on),
                )
                for each in found.select_related("arrangement").order_by("due_on", "pk")[:SHOWN]
            ],
            count=count,
            is_sample=found.filter(arrangement__is_sample=True).exists(),
        )
