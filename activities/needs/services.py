"""What an owner does with all its needs of a year: rank them, and go on with last year's."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from activities.needs.enums import CallAnswer, NeedState
from activities.needs.models import Need
from activities.needs.rules import CHANGE_NEED
from kernel.access import require
from kernel.registers.services import tell
from kernel.workflow import audited


@transaction.atomic
def rank_needs(needs: Mapping[int, int | None], *, by: Any) -> int:
    """Give the needs with these numbers their ranks; how many changed.

    No two needs of an owner in a year may have the same rank afterwards.
    """
    changed = 0
    for need in Need.objects.standing().select_for_update(of=("self",)).filter(pk__in=needs).order_by("pk"):
        if need.rank != needs[need.pk]:
            require(by, CHANGE_NEED, need)
            need.rank = needs[need.pk]
            need.version += 1
            with audited(need, "rank", by, ""):
                need.save()
            changed += 1
    refuse_equal_ranks(needs)
    return changed


def refuse_equal_ranks(needs: Collection[int]) -> None:
    """Raises `ValidationError` where one of these needs shares owner, year and rank with another."""
    ranked = Need.objects.standing().exclude(rank=None)
    touched = ranked.filter(pk__in=needs)
    owners = Q(member__in=touched.values("member")) | Q(region__in=touched.values("region"))
    ranks = Counter(ranked.filter(owners).values_list("member", "region", Left("named_on", 4), "rank"))
    if twice := sorted({rank for (*_owner, rank), times in ranks.items() if times > 1}):
        words = _("Rank %(rank)s is given more than once.")
        raise ValidationError([words % {"rank": rank} for rank in twice])


@transaction.atomic
def answer_call(need: Need, answer: str, *, year: int, by: Any) -> Need | None:
    """Keep, change or drop an open need of an earlier year; the one that goes on into `year`, if any."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    require(by, CHANGE_NEED, need)
    if need.call_answer:
        raise ValidationError(_("%(record)s was answered before.") % {"record": need})
    need.call_answer = CallAnswer(answer)
    need.version += 1
    with audited(need, "answer_call", by, ""):
        need.save()
    return None if answer == CallAnswer.DROPPED else carried_on(need, year, by)


def carried_on(need: Need, year: int, by: Any) -> Need:
    """The same need, named anew; ranks are given anew each year."""
    activities = list(need.activities.all())
    kept = {
        field.attname: getattr(need, field.attname)
        for field in Need._meta.concrete_fields
        if field.name not in NOT_KEPT and not field.primary_key
    }
    new = Need(**kept, named_on=str(year), carried_from=need, state=NeedState.NAMED)
    new.give_code()
    new.full_clean(exclude=["state"])
    with audited(need, "carry_on", by, ""):
        new.save()
        new.activities.set(activities)
    tell(new, [year])
    return new


NOT_KEPT = {
    *("code", "rank", "named_on", "state", "officer", "version", "call_answer", "carried_from", "ticket"),
    *("cancelled_at", "cancelled_because"),
}
