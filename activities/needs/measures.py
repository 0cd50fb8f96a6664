"""What is counted of needs."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.needs.enums import NeedState, WantedSupport
from activities.needs.models import Need
from kernel.measures import Aggregation, Dimension, Measure
from kernel.registers.counting import RegisterSource, year_in

WANTED = Dimension("wanted_support", _("support wanted"), lambda _plan: dict(WantedSupport.choices))
ANSWERED = (NeedState.ANSWERED, NeedState.CONFIRMED)


def counted(name: str, label: Any, aggregation: Aggregation = Aggregation.COUNT) -> Measure:
    unit = _("members") if aggregation == Aggregation.DISTINCT_MEMBERS else _("needs")
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(WANTED,))


class Needs(RegisterSource):
    """Needs of members by the year in which they were named; those of regions are nobody's alone."""

    key = "needs"
    label = _("register of needs")
    model = Need
    year = year_in("named_on")
    divided_by = {WANTED: "wanted"}
    counted = {
        counted("needs_named", _("Needs named by members")): Q(),
        counted("needs_taken_up", _("Needs of members that were taken up or answered")): Q(
            state__in=(NeedState.TAKEN_UP, *ANSWERED)
        ),
        counted("needs_answered", _("Needs of members that were answered")): Q(state__in=ANSWERED),
        counted("members_naming_needs", _("Members that named needs"), Aggregation.DISTINCT_MEMBERS): Q(),
    }
    measures = tuple(counted)
