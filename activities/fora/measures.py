"""What is counted of practices that members take home from fora, and of decisions that members carry out."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from activities.fora.enums import Progress
from activities.fora.models import ForumDecision, Practice
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in

COUNTS = Q(event__cancelled_at=None, event__is_incomplete=False)
"""Of fora that stand."""
FOLLOWED_UP = COUNTS & ~Q(state=Progress.OPEN)
DONE = COUNTS & Q(state=Progress.DONE)
IS_SAMPLE = ExpressionWrapper(Q(is_sample=True) | Q(event__is_sample=True), BooleanField())


def count(name: str, label: Any, unit: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT)


class Practices(RegisterSource):
    """By the year of the forum; what nobody followed up is not known."""

    key = "practices"
    label = _("register of practices of fora")
    model = Practice
    year = year_in("event__starts_on")
    counted = {
        count("practices_named", _("Practices taken home from fora"), _("practices")): COUNTS,
        count("practices_followed_up", _("Of these, followed up"), _("practices")): COUNTS
        & ~Q(state=Progress.OPEN),
        count("practices_done", _("Practices taken home and done"), _("practices")): COUNTS
        & Q(state=Progress.DONE),
    }
    is_sample = IS_SAMPLE
    measures = tuple(counted)


class Decisions(RegisterSource):
    """By the year of the forum; for the member that is to carry it out."""

    key = "decisions"
    label = _("register of decisions of fora")
    model = ForumDecision
    year = year_in("event__starts_on")
    counted = {
        count("decisions_taken", _("Decisions of fora for members to carry out"), _("decisions")): COUNTS,
        count("decisions_done", _("Of these, done"), _("decisions")): DONE,
    }
    is_sample = IS_SAMPLE
    measures = tuple(counted)
