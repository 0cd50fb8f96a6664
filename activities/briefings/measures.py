"""What is counted of briefings."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from activities.briefings.models import Briefing
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource


def count(name: str, label: Any) -> Measure:
    return Measure(name, label, unit=_("briefings"), aggregation=Aggregation.COUNT)


class Briefings(RegisterSource):
    """Briefings that members asked for, by the year in which they did."""

    key = "briefings"
    label = _("register of briefings")
    model = Briefing
    year = ExtractYear("asked_on")
    counted = {
        count("briefings_asked", _("Briefings on committees that members asked for")): Q(),
        count("briefings_given", _("Of these, given")): Q(given_on__isnull=False),
    }
    measures = tuple(counted)
