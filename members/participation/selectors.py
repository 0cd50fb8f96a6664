"""Lists of positions beside what official sources count for the same year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from members.committees.enums import SeriesCode
from members.committees.models import CommitteeYear, Statistic
from members.participation.enums import SECRETARIATS, CommitteeRole
from members.participation.models import Position

ROLES = {
    SeriesCode.P_ROLES: (CommitteeRole.P_MEMBER,),
    SeriesCode.O_ROLES: (CommitteeRole.O_MEMBER,),
    SeriesCode.SECRETARIATS: SECRETARIATS,
}
"""Which positions a series counts."""


@dataclass(frozen=True)
class Line:
    """A member, or a committee: what the list counts, and what the source; None where it tells nothing."""

    name: str
    url: str
    listed: int
    official: Decimal | int | None

    @property
    def difference(self) -> Decimal | int | None:
        return None if self.official is None else self.listed - self.official


@dataclass(frozen=True)
class Compared:
    """What of a year's list is compared, and with what."""

    title: str
    lines: list[Line]

    @property
    def same(self) -> int:
        return sum(line.difference == 0 for line in self.lines)

    @property
    def different(self) -> list[Line]:
        """The largest differences first."""
        lines = [line for line in self.lines if line.difference]
        return sorted(lines, key=lambda line: (-abs(int(line.difference or 0)), line.name))

    @property
    def unknown(self) -> int:
        """How many the source tells nothing of."""
        return sum(line.difference is None for line in self.lines)


def years_of_lists() -> list[int]:
    return list(
        Position.objects.standing().order_by("-list_year").values_list("list_year", flat=True).distinct()
    )


def compared_with_series(year: int) -> list[Compared]:
    """By member, for each series that has the year; empty where none has."""
    found = []
    for series, roles in ROLES.items():
        official = dict(Statistic.objects.filter(series=series, year=year).values_list("member", "value"))
        if official:
            found.append(Compared(str(series.label), list(lines_of_members(year, roles, official))))
    return found


def lines_of_members(year: int, roles: Iterable[str], official: dict[int, Decimal]) -> Iterable[Line]:
    positions = Position.objects.standing().filter(list_year=year, role__in=roles)
    counts = positions.values_list("member", "member__country", "member__iso2").annotate(n=Count("pk"))
    for pk, country, iso2, listed in counts.order_by("member__country", "member"):
        yield Line(country, f"/members/{iso2}/", listed, official.get(pk))


def compared_with_committees(year: int) -> Compared | None:
    """P-members by committee, where the sources have counted them in the year."""
    of_year = CommitteeYear.objects.filter(year=year, p_members__isnull=False)
    official = dict(of_year.values_list("committee", "p_members"))
    if not official:
        return None
    rows = of_year.values_list("committee", "committee__reference").order_by("committee")
    counted = Count("committee__positions", filter=is_p_member(year))
    listed = dict(of_year.order_by().values_list("committee").annotate(n=counted))
    lines = [Line(reference, f"/committees/{pk}/", listed.get(pk, 0), official[pk]) for pk, reference in rows]
    return Compared(_("P-members by committee"), lines)


def is_p_member(year: int) -> Q:
    path = "committee__positions__"
    return Q(
        **{
            f"{path}list_year": year,
            f"{path}role": CommitteeRole.P_MEMBER,
            f"{path}cancelled_at__isnull": True,
        }
    )


def compared_secretariats(year: int) -> list[tuple[str, str, str]]:
    """Committees whose secretariat the list and the source give to different members: reference and both."""
    held = {
        position.committee_id: position
        for position in Position.objects.standing()
        .filter(list_year=year, role__in=SECRETARIATS)
        .select_related("member", "committee")
    }
    official = CommitteeYear.objects.filter(year=year, secretariat__isnull=False).select_related(
        "secretariat", "committee"
    )
    return [
        (row.committee.reference, str(held[row.committee_id].member), str(row.secretariat))
        for row in official.order_by("committee")
        if row.committee_id in held and held[row.committee_id].member_id != row.secretariat_id
    ]
