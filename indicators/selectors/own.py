"""What the indicators come to for one member by itself."""

from indicators.cells import TOTAL, read_year
from indicators.compute import Figure, figure, years_named
from indicators.enums import Split
from indicators.groups import places
from indicators.writing import definitions_of
from members.models import Member
from outputs.models import Plan


def figures_of_member(plan: Plan, year: int, member: Member) -> dict[int, Figure]:
    """By indicator: the figure computed from this member's accepted and official values alone."""
    definitions = [found for found in definitions_of(plan, year) if found.numerator]
    needed = years_named(definitions, year)
    cells = {named: read_year(plan, named, measures, only=member.pk) for named, measures in needed.items()}
    return {
        definition.version.indicator_id: figure(definition, cells, year, TOTAL) for definition in definitions
    }


def groups_of_member(member: Member, year: int) -> dict[Split, str]:
    """The group of each split to which the member belonged on 31 December of `year`."""
    return dict(places(year)[member.pk].groups)
