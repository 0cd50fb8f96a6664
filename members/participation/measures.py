"""What is counted of positions in committees."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import CharField, F, Func, JSONField, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from kernel.measures import Aggregation, Dimension, Measure, Rows, Source, facts_of
from members.participation.enums import LEADING, SECRETARIATS, CommitteeRole
from members.participation.models import Position

ROLE = Dimension("committee_role", _("role in the committee"), lambda _plan: dict(CommitteeRole.choices))
UNIT = _("positions")


def stock(name: str, label: Any, aggregation: Aggregation = Aggregation.STOCK, unit: Any = UNIT) -> Measure:
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(ROLE,))


MEASURES_OF = {
    stock("listed_p_memberships", _("P-memberships on lists of positions")): Q(role=CommitteeRole.P_MEMBER),
    stock("listed_o_memberships", _("O-memberships on lists of positions")): Q(role=CommitteeRole.O_MEMBER),
    stock("listed_secretariats", _("Secretariats on lists of positions")): Q(role__in=SECRETARIATS),
    stock("listed_leadership", _("Leading positions on lists of positions")): Q(role__in=LEADING),
    stock(
        "members_leading", _("Members that lead committees"), Aggregation.DISTINCT_MEMBERS, _("members")
    ): Q(role__in=LEADING),
}


class Positions(Source):
    """Lists of positions by their year."""

    key = "positions"
    label = _("lists of positions in committees")
    measures = tuple(MEASURES_OF)
    is_confidential = False

    def facts(self, plan: Any, years: Sequence[int]) -> Rows:
        positions = Position.objects.standing().filter(list_year__in=years)
        return Rows.all_of(
            *(
                facts_of(
                    positions.filter(counted),
                    measure=Value(measure.name),
                    member=F("member_id"),
                    year=F("list_year"),
                    value=Value(1),
                    record=Concat(Value("participation.position/"), F("code"), output_field=CharField()),
                    dimensions=Func(
                        Value(ROLE.key), F("role"), function="jsonb_build_object", output_field=JSONField()
                    ),
                    is_sample=F("is_sample"),
                )
                for measure, counted in MEASURES_OF.items()
            )
        )

    def records(self, keys: Sequence[str]) -> Mapping[str, Any]:
        codes = [key.partition("/")[2] for key in keys]
        found = Position.objects.filter(code__in=codes).select_related("committee", "member")
        return {f"participation.position/{position.code}": position for position in found}
