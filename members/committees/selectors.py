"""What pages about a member read of committees and statistics."""

from collections.abc import Iterator
from dataclasses import dataclass

from members.committees.enums import READ_OFF_GRAPHS, SeriesCode
from members.committees.models import CommitteeYear, Statistic
from members.models import Member, User


@dataclass(frozen=True)
class YearOfStatistics:
    """A row of the table: one figure per series, None where it is not reported."""

    year: int
    figures: list[Statistic | None]

    @property
    def is_imputed(self) -> bool:
        return any(figure is not None and figure.is_imputed for figure in self.figures)


@dataclass(frozen=True)
class StatisticsOfMember:
    series: list[SeriesCode]
    years: list[YearOfStatistics]
    secretariats: list[CommitteeYear]
    sources: list[str]

    @property
    def read_off(self) -> frozenset[SeriesCode]:
        return READ_OFF_GRAPHS


def statistics_of(member: Member, user: User) -> StatisticsOfMember:
    """The official figures of a member, newest year first; series without any figure are left out."""
    found = {(row.series, row.year): row for row in Statistic.objects.visible_to(user).filter(member=member)}
    series = [code for code in SeriesCode if any(key == code for key, _year in found)]
    years = sorted({year for _key, year in found}, reverse=True)
    return StatisticsOfMember(
        series=series,
        years=[YearOfStatistics(year, [found.get((code, year)) for code in series]) for year in years],
        secretariats=list(latest_secretariats(member)),
        sources=sorted({row.source for row in found.values() if row.source}),
    )


def latest_secretariats(member: Member) -> Iterator[CommitteeYear]:
    """The committees whose secretariat the member held in the newest year on record."""
    held = CommitteeYear.objects.filter(secretariat=member).select_related("committee")
    newest = held.order_by("-year").values_list("year", flat=True).first()
    if newest is not None:
        yield from held.filter(year=newest).order_by(
            "committee__number", "committee__subcommittee_number", "pk"
        )
