"""What is counted of missions, their recommendations, and grants."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.support.enums import RecommendationState
from activities.support.models import Grant, Mission, Recommendation
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in


def count(name: str, label: Any, unit: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT)


class Missions(RegisterSource):
    """Missions by the year in which they began."""

    key = "missions"
    label = _("register of missions")
    model = Mission
    year = year_in("starts_on")
    counted = {
        count("missions", _("Missions to members"), _("missions")): Q(),
        count("missions_for_a_need", _("Missions that address a need"), _("missions")): ~Q(need=""),
    }
    measures = tuple(counted)


class Recommendations(RegisterSource):
    """Recommendations by the year of their mission; what nobody followed up is not known."""

    key = "recommendations"
    label = _("recommendations of missions")
    model = Mission
    rows = Recommendation
    of = "mission"
    member = "mission__member"
    year = year_in("mission__starts_on")
    counted = {
        count(
            "recommendations_followed_up",
            _("Recommendations that were followed up"),
            _("recommendations"),
        ): ~Q(state=RecommendationState.OPEN),
        count("recommendations_done", _("Recommendations that were done"), _("recommendations")): Q(
            state=RecommendationState.DONE
        ),
    }
    measures = tuple(counted)


PERSONS = Measure(
    "persons_trained_on_equipment",
    _("Persons trained on granted equipment"),
    unit=_("persons"),
    aggregation=Aggregation.SUM,
)


class Grants(RegisterSource):
    """Grants by the year in which they were made."""

    key = "grants"
    label = _("register of grants")
    model = Grant
    year = year_in("granted_on")
    counted = {
        count("grants", _("Grants of equipment"), _("grants")): Q(),
        count("grants_followed_up", _("Grants of which it is known whether they are in use"), _("grants")): Q(
            in_use__isnull=False
        ),
        count("grants_in_use", _("Grants in use after twelve months"), _("grants")): Q(in_use=True),
        PERSONS: Q(),
    }
    columns = {PERSONS: "trained"}
    measures = tuple(counted)
