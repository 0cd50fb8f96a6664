"""What is counted of arrangements: who is in one in a year, and which promises were kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CharField, F, Func, IntegerField, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, Greatest, Least, Left, NullIf
from django.utils.translation import gettext_lazy as _

from activities.partnerships.enums import TWINNINGS, ArrangementKind, CommitmentState
from activities.partnerships.models import Arrangement, Commitment
from kernel.measures import FACTS, Aggregation, Dimension, Measure, Rows, facts_of
from kernel.registers.counting import RegisterSource

KIND = Dimension("arrangement_kind", _("kind of arrangement"), lambda _plan: dict(ArrangementKind.choices))
SIDES = ("assisting", "assisted")


def in_force(name: str, label: Any, aggregation: Aggregation = Aggregation.COUNT) -> Measure:
    unit = _("members") if aggregation == Aggregation.DISTINCT_MEMBERS else _("arrangements")
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(KIND,))


def promise(name: str, label: Any) -> Measure:
    return Measure(name, label, unit=_("commitments"), aggregation=Aggregation.COUNT)


class Arrangements(RegisterSource):
    """Arrangements of known beginning in each year from it to their end, for each member that is party.

    One that two members share counts for each of them.
    """

    key = "arrangements"
    label = _("register of arrangements")
    is_confidential = False
    model = Arrangement
    counted = {
        in_force("arrangements_in_force", _("Arrangements in force in the year")): Q(),
        in_force("twinnings_in_force", _("Twinnings in force in the year")): Q(kind__in=TWINNINGS),
        in_force(
            "members_in_arrangements", _("Members in arrangements in force"), Aggregation.DISTINCT_MEMBERS
        ): Q(),
    }
    measures = tuple(counted)

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        standing = Arrangement.objects.standing().filter(plan=plan, is_incomplete=False)
        rows = Rows.all_of(*self.of_sides(standing.exclude(starts_on=""), min(years), max(years)))
        columns = ", ".join(FACTS)
        text = f"SELECT * FROM ({rows.sql}) AS fact ({columns}) WHERE year = ANY(%s)"  # noqa: S608 - of names alone
        return Rows(text, (*rows.parameters, list(years)))

    def of_sides(self, standing: QuerySet[Any], first: int, last: int) -> Iterator[Rows]:
        begins = Cast(Left("starts_on", 4), IntegerField())
        ends = Coalesce(Cast(NullIf(Left("ends_on", 4), Value("")), IntegerField()), Value(last))
        each_year = Func(
            Greatest(begins, Value(first)),
            Least(ends, Value(last)),
            function="generate_series",
            output_field=IntegerField(),
        )
        for measure, q in self.counted.items():
            for side in SIDES:
                yield facts_of(
                    standing.filter(q, **{f"{side}__isnull": False}),
                    measure=Value(measure.name),
                    member=F(side),
                    year=each_year,
                    value=Value(1),
                    record=code_of("partnerships.arrangement/", "code"),
                    dimensions=by_kind("kind"),
                    is_sample=F("is_sample"),
                )


STANDING = Q(arrangement__is_incomplete=False) & ~Q(state=CommitmentState.WITHDRAWN)


class Commitments(RegisterSource):
    """Commitments of members by the year in which they were first due; those withdrawn count nowhere."""

    key = "commitments"
    label = _("commitments in the register of arrangements")
    model = Arrangement
    rows = Commitment
    of = "arrangement"
    member = "by"
    year = ExtractYear("due_on")
    counted = {
        promise("commitments_due", _("Commitments of members that were due")): STANDING,
        promise("commitments_met", _("Commitments of members met on time")): STANDING
        & Q(state=CommitmentState.MET, met_on__lte=F("due_on")),
    }
    measures = tuple(counted)


def code_of(label: str, column: str) -> Any:
    return Concat(Value(label), F(column), output_field=CharField())


def by_kind(column: str) -> Any:
    return Func(Value(KIND.key), F(column), function="jsonb_build_object", output_field=JSONField())
