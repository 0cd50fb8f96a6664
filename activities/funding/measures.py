"""What is counted of funds: what members raised at home, and what was spent for them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.funding.enums import Stage
from activities.funding.models import Agreement, Spending
from kernel.measures import Aggregation, Measure
from kernel.registers.counting import RegisterSource, year_in


def francs(name: str, label: Any) -> Measure:
    return Measure(name, label, unit=_("CHF"), aggregation=Aggregation.SUM)


RAISED = francs("funds_raised_at_home", _("Funds that members raised at home"))
SPENT = francs("spent_for_members", _("Spent for members"))


class Raised(RegisterSource):
    """Agreements of members by the year in which they begin, as far as they are known in francs."""

    key = "agreements"
    label = _("register of agreements on funds")
    model = Agreement
    year = year_in("starts_on")
    counted = {RAISED: Q()}
    columns = {RAISED: "francs"}
    measures = tuple(counted)


class Spent(RegisterSource):
    """What was spent, where it is on record for which member; in francs."""

    key = "spending"
    label = _("register of spending")
    model = Spending
    year = year_in("paid_on")
    counted = {SPENT: Q(stage=Stage.SPENT)}
    columns = {SPENT: "francs"}
    measures = tuple(counted)
