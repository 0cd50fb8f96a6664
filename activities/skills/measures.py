"""What is counted of gaps in skills and of trainers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from activities.skills.models import Delivery, Gap, Trainer
from kernel.measures import Aggregation, Measure, Rows, facts_of
from kernel.registers.counting import RegisterSource, year_in


def count(name: str, label: Any, unit: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=Aggregation.COUNT)


class Gaps(RegisterSource):
    """Gaps by the year in which they were named."""

    key = "gaps"
    label = _("register of gaps in skills")
    model = Gap
    year = year_in("named_on")
    counted = {
        count("skills_gaps_named", _("Gaps in skills that members named"), _("gaps")): Q(),
        count("skills_gaps_closed", _("Of the gaps named in the year, those closed since"), _("gaps")): ~Q(
            closed_on=""
        ),
    }
    measures = tuple(counted)


IN_POOL = Measure(
    "trainers_in_pool",
    _("Trainers in the pool at the end of the year"),
    unit=_("trainers"),
    aggregation=Aggregation.STOCK,
)


NEVER = 9999


class Pool(RegisterSource):
    """Trainers in each year at the end of which they are in the pool."""

    key = "trainers"
    label = _("pool of trainers")
    model = Trainer
    counted = {IN_POOL: Q()}
    measures = tuple(counted)

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        """One fact a trainer and year; years are few."""
        return Rows.all_of(*(self.facts_in(plan, year) for year in years))

    def facts_in(self, plan: Any, year: int) -> Rows:
        there = Trainer.objects.standing().filter(plan=plan, member__isnull=False)
        there = there.alias(since=year_in("joined_on"), until=Coalesce(year_in("left_on"), Value(NEVER)))
        return facts_of(
            there.filter(since__lte=year, until__gt=year),
            measure=Value(IN_POOL.name),
            member=F("member_id"),
            year=Value(year),
            value=Value(1),
            record=Concat(Value("skills.trainer/"), F("code"), output_field=CharField()),
            is_sample=F("is_sample"),
        )


class Deliveries(RegisterSource):
    """Sessions of trainers, by the year in which they were held."""

    key = "deliveries"
    label = _("sessions held by trainers of the pool")
    model = Trainer
    rows = Delivery
    of = "trainer"
    member = "trainer__member"
    year = year_in("held_on")
    is_sample = ExpressionWrapper(Q(trainer__is_sample=True) | Q(event__is_sample=True), BooleanField())
    counted = {
        count("trainer_sessions", _("Sessions that trainers of the pool held"), _("sessions")): Q(),
        count("trainer_sessions_observed", _("Of these, observed"), _("sessions")): ~Q(observed_by=""),
    }
    measures = tuple(counted)
