"""What the indicators come to for one member by itself."""

from indicators.cells import TOTAL
from indicators.compute import Figure, figure
from indicators.enums import Split
from indicators.groups import places
from indicators.writing import definitions_of, read_cells
from members.models import Member
from outputs.models import Plan


def figures_of_member(plan: Plan, year: int, member: Member) -> dict[int, Figure]:
    """By indicator: the figure computed from this member's accepted and official values alone."""
    definitions = [found for found in definitions_of(plan, year) if found.numerator]
    cells = read_cells(plan, year, definitions, only=member.pk)
    return {
        definition.version.indicator_id: figure(definition, cells, year, TOTAL) for definition in definitions
    }


def groups_of_member(member: Member, year: int) -> dict[Split, str]:
    """The group of each split to which the member belonged on 31 December of `year`."""
    return dict(places(year)[member.pk].groups)
