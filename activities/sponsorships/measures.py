"""What is counted of sponsorships."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.measures import SEX
from activities.sponsorships.enums import GIVEN, SponsorshipState
from activities.sponsorships.models import Sponsorship
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in


def count(name: str, label: Any) -> Measure:
    return Measure(name, label, unit=_("sponsorships"), aggregation=Aggregation.COUNT, dimensions=(SEX,))


MEMBERS = Measure(
    "members_sponsored",
    _("Members with a sponsorship"),
    unit=_("NSBs"),
    aggregation=Aggregation.DISTINCT_MEMBERS,
)
COST = Measure("sponsorship_francs", _("Cost of sponsorships"), unit=_("CHF"), aggregation=Aggregation.SUM)


class Sponsorships(RegisterSource):
    """Sponsorships by the year of their meeting; of the cost, those of which it is known in francs."""

    key = "sponsorships"
    label = _("register of sponsorships")
    model = Sponsorship
    year = year_in("starts_on")
    divided_by = {SEX: "sex"}
    counted = {
        count("sponsorships_asked", _("Sponsorships asked for")): Q(),
        count("sponsorships_granted", _("Sponsorships granted")): Q(state__in=GIVEN),
        count("sponsorships_reported", _("Sponsorships reported back")): Q(state=SponsorshipState.REPORTED),
        MEMBERS: Q(state__in=GIVEN),
        COST: Q(state__in=GIVEN),
    }
    columns = {COST: "francs"}
    measures = tuple(counted)
