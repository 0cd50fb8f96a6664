"""In which category of each dimension a member stood on 31 December of a year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from indicators.engine import sql
from indicators.enums import Split
from members.measures import MEMBER_DIMENSIONS, profiles

Group = tuple[str, str]
"""A dimension and one of its categories; the whole is the only one of `total`."""
TOTAL: Group = (Split.TOTAL, "")
MEMBER_SPLITS = (str(Split.TOTAL), *(dimension.key for dimension in MEMBER_DIMENSIONS))
"""What puts every member into one category."""


@dataclass(frozen=True)
class MemberProfile:
    """Where one member stood; `groups` has its category in each of `MEMBER_SPLITS`, the total's empty."""

    member: int
    is_member: bool
    """Whether it has a membership of the organization on record for the day."""
    is_developing: bool
    groups: Mapping[str, str]

    @property
    def is_counted(self) -> bool:
        """Whether it is a developing member, and counted above and below the line alike."""
        return self.is_member and self.is_developing


Profiles = Mapping[int, MemberProfile]
"""By the primary key of the member."""
Spans = Mapping[tuple[int, int], Profiles]
"""Profiles by the year whose categories count, and the year whose members and facts do."""


def profiles_on(*years: int) -> dict[int, dict[int, MemberProfile]]:
    """Every country's profile on 31 December, by year; one query."""
    found: dict[int, dict[int, MemberProfile]] = {year: {} for year in years}
    for year, member, is_member, is_developing, *categories in sql.run(profiles(years)):
        groups = dict(zip(MEMBER_SPLITS, ("", *categories), strict=True))
        found[year][member] = MemberProfile(member, is_member, is_developing, groups)
    return found


def profiles_over(spans: Iterable[tuple[int, int]]) -> Spans:
    """Profiles of years that are compared: members of the one in their categories of the other."""
    chosen = set(spans)
    known = profiles_on(*{year for span in chosen for year in span})
    return {(at, year): regrouped(known[year], known[at]) for at, year in chosen}


def regrouped(there: Profiles, here: Profiles) -> Profiles:
    """The profiles of `there`, each in its categories of `here`: a change is that of the same countries."""
    if there is here:
        return there
    return {member: replace(profile, groups=here[member].groups) for member, profile in there.items()}


def members_by_group(chosen: Iterable[MemberProfile]) -> dict[Group, int]:
    """How many of `chosen` stand in each category."""
    found: dict[Group, int] = defaultdict(int)
    for profile in chosen:
        for group in profile.groups.items():
            found[group] += 1
    return found


def divided(members: Iterable[int], among: Profiles) -> dict[Group, tuple[int, ...]]:
    """Members by category, in the order given."""
    found: dict[Group, list[int]] = defaultdict(list)
    for member in members:
        for group in among[member].groups.items():
            found[group].append(member)
    return {group: tuple(own) for group, own in found.items()}
