"""What is marked for the people of a member: their own figures, and the groups that they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from activities.reporting.enums import ReportState
from activities.reporting.models import Report
from indicators.engine.aggregation import TOTAL
from indicators.engine.dimensions import places
from indicators.engine.evaluation import Figure, figure
from indicators.enums import Split
from indicators.models import Indicator, IndicatorVersion
from indicators.runs.store import definitions_of, read_cells
from kernel.numbers import bounded, with_unit
from members.models import Member
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User

HUNDRED = Decimal(100)
COUNTS = (Decimal(0), Decimal(1))


@dataclass(frozen=True)
class Mine:
    """Of the reader's members, empty for everybody else."""

    words: Mapping[int, str] = field(default_factory=dict)
    """By indicator, the members' own values."""
    groups: Mapping[str, set[str]] = field(default_factory=dict)
    """By split, the groups that the members are in."""
    waiting: Sequence[Report] = ()
    """Their reports on the year that are not accepted, and therefore in no figure."""


def mine(plan: Plan, year: int, user: "User") -> Mine:
    """The same number of queries for each member however many indicators there are."""
    members = members_of(user)
    if not members:
        return Mine()
    values = {member: figures_of_member(plan, year, member) for member in members}
    versions = _versions(values)
    groups: dict[str, set[str]] = {}
    for member in members:
        for split, group in groups_of_member(member, year).items():
            groups.setdefault(split, set()).add(group)
    return Mine(_words(values, versions), groups, waiting_reports(plan, year, user))


def members_of(user: "User") -> list[Member]:
    ids = user.member_ids()
    held = {role.member for role in user.current_roles if role.member_id in ids and role.member}
    return sorted(held, key=lambda member: member.country)


def waiting_reports(plan: Plan, year: int, user: "User") -> list[Report]:
    own = Report.objects.visible_to(user).filter(
        member__in=user.member_ids(), round__plan=plan, round__year=year
    )
    settled = [ReportState.ACCEPTED, ReportState.EXEMPT]
    return list(own.exclude(state__in=settled).select_related("round", "member"))


def _versions(values: Mapping[Member, Mapping[int, Figure]]) -> dict[int, IndicatorVersion]:
    ids = {figure.version for figures in values.values() for figure in figures.values()}
    return IndicatorVersion.objects.select_related("indicator").in_bulk(ids)


def _words(
    values: Mapping[Member, Mapping[int, Figure]], versions: Mapping[int, IndicatorVersion]
) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for member, figures in values.items():
        for indicator, computed in figures.items():
            if computed.value is None:
                continue
            word = value_in_words(computed, versions[computed.version])
            found.setdefault(indicator, []).append(word if len(values) == 1 else f"{member}: {word}")
    return {indicator: ", ".join(words) for indicator, words in found.items()}


def value_in_words(figure: Figure, version: IndicatorVersion) -> str:
    """The value with its sign; whether the member is counted where the indicator is a share of members."""
    if is_share_of_members(version) and figure.numerator in COUNTS:
        return _("yes") if figure.numerator else _("no")
    words = with_unit(figure.value or Decimal(0), unit_sign(version.indicator))
    return bounded(words, is_least=figure.at_least)


def is_share_of_members(version: IndicatorVersion) -> bool:
    divisor = version.denominator.strip()
    return version.scale == HUNDRED and (divisor == "members" or divisor.endswith("__members"))


def unit_sign(indicator: Indicator) -> str:
    return "%" if indicator.unit == "percent" else ""


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
