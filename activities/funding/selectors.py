"""What an activity costs: planned, committed, disbursed and spent, by year, in francs."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from activities.funding.enums import Stage
from activities.funding.models import BudgetLine, Spending
from kernel.registers.counting import year_in

PLANNED = "planned"


@dataclass
class YearOfMoney:
    """Sums by stage, `planned` being that of the budget; a stage that is not there has no line."""

    year: int
    sums: dict[str, Decimal | None] = field(default_factory=dict)
    is_sample: bool = False
    left_out: int = 0
    """Lines without an amount in francs, which are in no sum."""

    @property
    def cells(self) -> list[Decimal | None]:
        return [self.sums.get(stage) for stage in (PLANNED, *Stage)]


def money_of(activity: Any) -> list[YearOfMoney]:
    """By year, the newest first; two queries."""
    years: dict[int, YearOfMoney] = {}
    counted = {
        "sum_of_francs": Sum("francs"),
        "unknown": Count("pk", filter=Q(francs=None)),
        "samples": Count("pk", filter=Q(is_sample=True)),
    }
    budget = BudgetLine.objects.standing().filter(activities=activity).order_by()
    spending = Spending.objects.standing().filter(activities=activity).order_by()
    rows = [
        *((year, PLANNED, *rest) for year, *rest in budget.values_list("year_planned").annotate(**counted)),
        *spending.annotate(in_year=year_in("paid_on")).values_list("in_year", "stage").annotate(**counted),
    ]
    for year, stage, francs, unknown, samples in rows:
        of_year = years.setdefault(year, YearOfMoney(year))
        of_year.sums[stage] = francs
        of_year.left_out += unknown
        of_year.is_sample |= samples > 0
    return sorted(years.values(), key=lambda each: -each.year)
