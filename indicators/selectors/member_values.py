"""What is marked for the people of a member: their own figures, and the groups that they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from activities.reporting.enums import ReportState
from activities.reporting.models import Report
from indicators.engine.dimensions import profiles_on
from indicators.models import Indicator, IndicatorVersion, MemberValue
from kernel.numbers import bounded, with_unit
from members.models import Member
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User

HUNDRED = Decimal(100)
COUNTS = (Decimal(0), Decimal(1))


@dataclass(frozen=True)
class OwnValues:
    """Of the reader's members, empty for everybody else."""

    words: Mapping[int, str] = field(default_factory=dict)
    """By indicator, the members' own values."""
    groups: Mapping[str, set[str]] = field(default_factory=dict)
    """By split, the groups that the members are in."""
    waiting: Sequence[Report] = ()
    """Their reports on the year that are not accepted, and therefore in no figure."""


def mine(plan: Plan, year: int, user: "User") -> OwnValues:
    """Five queries, however many members and indicators there are."""
    members = members_of(user)
    if not members:
        return OwnValues()
    groups: dict[str, set[str]] = {}
    profiles = profiles_on(year)[year]
    for member in members:
        for split, group in profiles[member.pk].groups.items():
            groups.setdefault(split, set()).add(group)
    return OwnValues(_words(values_of(plan, year, members, user)), groups, waiting_reports(plan, year, user))


def values_of(
    plan: Plan, year: int, members: Sequence[Member], user: "User"
) -> dict[Member, dict[int, MemberValue]]:
    """By member and indicator; of several versions the newest counts, and one query reads them all."""
    known = {member.pk: member for member in members}
    visible = MemberValue.objects.visible_to(user).filter(
        member__in=members, year=year, version__indicator__plan=plan
    )
    found: dict[Member, dict[int, MemberValue]] = {member: {} for member in members}
    for value in visible.select_related("version__indicator").order_by("version__number"):
        found[known[value.member_id]][value.version.indicator_id] = value
    return found


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


def _words(values: Mapping[Member, Mapping[int, MemberValue]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for member, own in values.items():
        for indicator, value in own.items():
            if value.value is None:
                continue
            word = value_in_words(value)
            found.setdefault(indicator, []).append(word if len(values) == 1 else f"{member}: {word}")
    return {indicator: ", ".join(words) for indicator, words in found.items()}


def value_in_words(value: MemberValue) -> str:
    """The value with its sign; whether the member is counted where the indicator is a share of members."""
    if is_share_of_members(value.version) and value.numerator in COUNTS:
        return _("yes") if value.numerator else _("no")
    words = with_unit(value.value or Decimal(0), unit_sign(value.version.indicator))
    return bounded(words, is_least=value.at_least)


def is_share_of_members(version: IndicatorVersion) -> bool:
    divisor = version.denominator.strip()
    return version.scale == HUNDRED and (divisor == "members" or divisor.endswith("__members"))


def unit_sign(indicator: Indicator) -> str:
    return "%" if indicator.unit == "percent" else ""
