"""What is counted of positions in committees."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.measures import Aggregation, Dimension, Measure
from kernel.registers.counting import RegisterSource
from members.participation.enums import LEADING, SECRETARIATS, CommitteeRole
from members.participation.models import Position

ROLE = Dimension("committee_role", _("role in the committee"), lambda _plan: dict(CommitteeRole.choices))


def stock(name: str, label: Any, aggregation: Aggregation = Aggregation.STOCK) -> Measure:
    unit = _("members") if aggregation == Aggregation.DISTINCT_MEMBERS else _("positions")
    return Measure(name, label, unit=unit, aggregation=aggregation, dimensions=(ROLE,))


class Positions(RegisterSource):
    """Lists of positions by their year; they are published."""

    key = "positions"
    label = _("lists of positions in committees")
    is_confidential = False
    is_of_plan = False
    model = Position
    year = F("list_year")
    divided_by = {ROLE: "role"}
    counted = {
        stock("listed_p_memberships", _("P-memberships on lists")): Q(role=CommitteeRole.P_MEMBER),
        stock("listed_o_memberships", _("O-memberships on lists")): Q(role=CommitteeRole.O_MEMBER),
        stock("listed_secretariats", _("Secretariats on lists")): Q(role__in=SECRETARIATS),
        stock("listed_leadership", _("Leading positions on lists")): Q(role__in=LEADING),
        stock("members_leading", _("Members that lead committees"), Aggregation.DISTINCT_MEMBERS): Q(
            role__in=LEADING
        ),
    }
    measures = tuple(counted)
