"""What is counted of benefit at home, and of people who were trained, attached or sponsored."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from activities.benefit.enums import KEPT
from activities.benefit.models import Benefit, Staff
from activities.events.measures import GROUP
from activities.measures import SEX
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in


def count(name: str, label: Any, unit: Any, *dimensions: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT, dimensions=dimensions)


class Benefits(RegisterSource):
    """Benefits by the year in which they were seen."""

    key = "benefits"
    label = _("register of benefit at home")
    model = Benefit
    year = year_in("seen_on")
    divided_by = {GROUP: "group"}
    counted = {
        count("benefits", _("Benefits to stakeholders at home"), _("benefits"), GROUP): Q(is_reached=True),
        count("groups_not_reached", _("Stakeholder groups that were not reached"), _("groups"), GROUP): Q(
            is_reached=False
        ),
    }
    measures = tuple(counted)


class People(RegisterSource):
    """By the year as of which a member says where somebody is."""

    key = "our_people"
    label = _("register of members' people")
    model = Staff
    year = ExtractYear("said_on")
    divided_by = {SEX: "sex"}
    counted = {
        count("people_followed_up", _("People whose whereabouts are known"), _("persons"), SEX): ~Q(
            whereabouts=""
        ),
        count("people_in_field", _("Of these, still here or in the field"), _("persons"), SEX): Q(
            whereabouts__in=KEPT
        ),
        count(
            "people_asked_about_use", _("People of whom it is known whether they use it"), _("persons"), SEX
        ): Q(uses_it__isnull=False),
        count("people_using_it", _("Of these, those who use it"), _("persons"), SEX): Q(uses_it=True),
    }
    measures = tuple(counted)
