"""What is counted of practices that members take home from fora, and of decisions that members carry out."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.fora.enums import Progress
from activities.fora.models import ForumDecision, Practice
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in


def count(name: str, label: Any, unit: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT)


class Practices(RegisterSource):
    """By the year of the forum; what nobody followed up is not known."""

    key = "practices"
    label = _("register of practices of fora")
    model = Practice
    year = year_in("event__starts_on")
    counted = {
        count("practices_named", _("Practices taken home from fora"), _("practices")): Q(),
        count("practices_followed_up", _("Of these, followed up"), _("practices")): ~Q(state=Progress.OPEN),
        count("practices_done", _("Practices taken home and done"), _("practices")): Q(state=Progress.DONE),
    }
    measures = tuple(counted)


class Decisions(RegisterSource):
    """By the year of the forum; for the member that is to carry it out."""

    key = "decisions"
    label = _("register of decisions of fora")
    model = ForumDecision
    year = year_in("event__starts_on")
    counted = {
        count("decisions_taken", _("Decisions of fora for members to carry out"), _("decisions")): Q(),
        count("decisions_done", _("Of these, done"), _("decisions")): Q(state=Progress.DONE),
    }
    measures = tuple(counted)
