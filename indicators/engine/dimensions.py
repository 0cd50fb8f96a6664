"""To which group of each split a member belonged on 31 December of a year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.text import slugify

from indicators.enums import Split
from kernel.models import year_end
from members.enums import Scheme
from members.models import Classification, Member, Membership

UNKNOWN = "unknown"
"""The group of those of whom a split knows nothing, so that parts add up to the whole."""

SCHEMES = {
    Split.LDC: Scheme.LDC,
    Split.LLDC: Scheme.LLDC,
    Split.SIDS: Scheme.SIDS,
    Split.INCOME_GROUP: Scheme.INCOME,
}
MEMBER_SPLITS = (Split.TOTAL, Split.UN_REGION, *SCHEMES, Split.CATEGORY)
"""The splits that put every member into one group."""


@dataclass(frozen=True)
class Place:
    """Where one member stood: `groups` has the key of its group in each split, for the total an empty one."""

    member: int
    category: str
    """Of its membership of ISO; empty where none is on record for the day."""
    is_developing: bool
    groups: Mapping[Split, str]

    @property
    def is_member(self) -> bool:
        return bool(self.category)

    @property
    def is_developing_member(self) -> bool:
        """Whether it is counted: above and below the line alike."""
        return self.is_member and self.is_developing


Places = Mapping[int, Place]
"""Places by the primary key of the member."""


def places_in(year: int, *more: int) -> dict[int, Places]:
    """Every country's place on 31 December of `year`, and of `more` years to compare it with.

    In those years each stands in its groups of `year`: a change is that of the same countries.
    """
    here = places(year)
    found: dict[int, Places] = {other: regrouped(places(other), here) for other in more if other != year}
    return {year: here, **found}


def regrouped(there: Places, here: Places) -> dict[int, Place]:
    return {member: replace(place, groups=here[member].groups) for member, place in there.items()}


def places(year: int) -> dict[int, Place]:
    """Every country's place on 31 December of `year`; three queries."""
    classes = classes_on(year)
    categories = categories_on(year)
    regions = Member.objects.order_by("pk").values_list("pk", "region__slug")
    return {
        member: Place(
            member=member,
            category=categories.get(member, ""),
            is_developing=classes[member].get(Scheme.DEVELOPING) == "yes",
            groups=groups_of(region, classes[member], categories.get(member)),
        )
        for member, region in regions
    }


def groups_of(region: str | None, classes: Mapping[str, str], category: str | None) -> dict[Split, str]:
    return {
        Split.TOTAL: "",
        Split.UN_REGION: region or UNKNOWN,
        **{split: slugify(classes.get(scheme, "")) or UNKNOWN for split, scheme in SCHEMES.items()},
        Split.CATEGORY: category or UNKNOWN,
    }


def classes_on(year: int) -> dict[int, dict[str, str]]:
    """What each scheme says of each member; of two periods that overlap the later one counts."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    valid = Classification.objects.on(year_end(year)).order_by("valid_from", "pk")
    for member, scheme, value in valid.values_list("member", "scheme", "value"):
        found[member][scheme] = value
    return found


def categories_on(year: int) -> dict[int, str]:
    valid = Membership.objects.on(year_end(year)).order_by("valid_from", "pk")
    return dict(valid.values_list("member", "category"))


def counted(chosen: Iterable[Place]) -> dict[tuple[Split, str], int]:
    """How many of `chosen` stand in each group."""
    found: dict[tuple[Split, str], int] = defaultdict(int)
    for place in chosen:
        for split, group in place.groups.items():
            found[split, group] += 1
    return found
