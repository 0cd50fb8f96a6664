"""What is counted of needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import CharField, F, Func, IntegerField, Value
from django.db.models.fields.json import JSONField
from django.db.models.functions import Cast, Concat, Left
from django.utils.translation import gettext_lazy as _

from activities.needs.enums import NeedState, WantedSupport
from activities.needs.models import Need
from kernel.measures import Aggregation, Dimension, Measure, Rows, Source, facts_of

WANTED = Dimension("wanted_support", _("support wanted"), lambda _plan: dict(WantedSupport.choices))


def counted(name: str, label: Any, aggregation: Aggregation, unit: Any) -> Measure:
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(WANTED,))


NAMED = counted("needs_named", _("Needs named by members"), Aggregation.COUNT, _("needs"))
TAKEN_UP = counted(
    "needs_taken_up", _("Needs of members that were taken up or answered"), Aggregation.COUNT, _("needs")
)
ANSWERED = counted("needs_answered", _("Needs of members that were answered"), Aggregation.COUNT, _("needs"))
NAMING = counted(
    "members_naming_needs", _("Members that named needs"), Aggregation.DISTINCT_MEMBERS, _("members")
)
ANSWERED_STATES = (NeedState.ANSWERED, NeedState.CONFIRMED)
STATES = {
    NAMED: NeedState.values,
    NAMING: NeedState.values,
    TAKEN_UP: (NeedState.TAKEN_UP, *ANSWERED_STATES),
    ANSWERED: ANSWERED_STATES,
}


class Needs(Source):
    """Needs of members by the year in which they were named; those of regions are nobody's alone."""

    key = "needs"
    label = _("register of needs")
    measures = tuple(STATES)

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        return Rows.all_of(*(self.facts_of(measure, plan, years) for measure in STATES))

    def facts_of(self, measure: Measure, plan: Any, years: Sequence[int]) -> Rows:
        of_plan = Need.objects.standing().filter(plan=plan, member__isnull=False, state__in=STATES[measure])
        return facts_of(
            of_plan.filter(named_on__year_alone__in=list(map(str, years))),
            measure=Value(measure.name),
            member=F("member_id"),
            year=Cast(Left("named_on", 4), IntegerField()),
            value=Value(1),
            record=Concat(Value("needs.need/"), F("code"), output_field=CharField()),
            dimensions=Func(
                Value(WANTED.key), F("wanted"), function="jsonb_build_object", output_field=JSONField()
            ),
            is_sample=F("is_sample"),
        )

    def records(self, keys: Sequence[str]) -> Mapping[str, Any]:
        found = Need.objects.filter(code__in=[key.partition("/")[2] for key in keys])
        return {f"needs.need/{need.code}": need for need in found}
