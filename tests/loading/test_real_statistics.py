"""What the real files on committees and statistics come to."""

import pytest
from django.db.models import Count, Sum

from kernel.models import year_end
from members.committees.enums import CommitteeKind, SeriesCode
from members.committees.models import Committee, CommitteeYear, IcsField, Statistic
from members.models import Classification, Member

FILLERS = 129
"""Rows in which the source holds a single role for a member that it had not read yet."""

pytestmark = pytest.mark.usefixtures("real_data")


def developing() -> "set[int]":
    return set(
        Classification.objects.filter(scheme="developing", value="yes").values_list("member", flat=True)
    )


def total(series: SeriesCode, year: int, members: "set[int] | None" = None) -> int:
    found = Statistic.objects.filter(series=series, year=year)
    if members is not None:
        found = found.filter(member__in=members)
    return int(found.aggregate(sum=Sum("value"))["sum"])


@pytest.mark.parametrize(
    ("year", "p_roles"), [(2010, 3241), (2011, 3538), (2012, 3705), (2013, 4056), (2014, 4132), (2015, 4343)]
)
def test_p_roles_of_developing_countries(year: int, p_roles: int) -> None:
    assert total(SeriesCode.P_ROLES, year, developing()) == p_roles


@pytest.mark.parametrize(("year", "p_roles"), [(2014, 4127), (2015, 4334)])
def test_p_roles_of_countries_that_were_members_on_31_december(year: int, p_roles: int) -> None:
    """A little less: Belize, Haiti and Palestine hold roles without a category on record."""
    members = set(Member.objects.developing_on(year_end(year)).values_list("pk", flat=True))

    assert total(SeriesCode.P_ROLES, year, members) == p_roles


@pytest.mark.parametrize(("year", "p_roles"), [(2010, 12917), (2015, 14862)])
def test_p_roles_of_the_world(year: int, p_roles: int) -> None:
    assert total(SeriesCode.P_ROLES, year) == p_roles


@pytest.mark.parametrize(
    ("year", "secretariats"), [(2010, 79), (2011, 89), (2012, 94), (2013, 108), (2014, 109), (2015, 116)]
)
def test_secretariats_of_developing_countries(year: int, secretariats: int) -> None:
    assert total(SeriesCode.SECRETARIATS, year, developing()) == secretariats


def test_certificates_of_developing_countries_in_2010() -> None:
    series = (SeriesCode.CERTIFICATES_9001, SeriesCode.CERTIFICATES_14001, SeriesCode.CERTIFICATES_27001)

    assert [total(code, 2010, developing()) for code in series] == [413393, 83578, 2587]


def test_an_empty_cell_makes_no_statistic() -> None:
    by_series = dict(Statistic.objects.values_list("series").annotate(rows=Count("pk")))

    assert by_series["certificates_9001"] == 1384
    assert by_series["certificates_27001"] == 1384 - 168
    assert by_series["p_roles"] == 3030 - FILLERS


def test_years_before_a_source_recorded_a_thing_are_empty() -> None:
    """Twinned secretariats are recorded from 2019 on, secretariats from 2002 on."""
    first = {
        series: Statistic.objects.filter(series=series).order_by("year").values_list("year", flat=True)[0]
        for series in (SeriesCode.TWINNED_SECRETARIATS, SeriesCode.SECRETARIATS, SeriesCode.P_ROLES)
    }

    assert first == {"twinned_secretariats": 2019, "secretariats": 2002, "p_roles": 2001}


def test_a_filler_before_the_first_figure_of_a_member_is_no_figure() -> None:
    """The source has Kenya with one O-membership and no P-membership up to 2003, then with 56."""
    roles = Statistic.objects.filter(member__iso2="KE", series=SeriesCode.P_ROLES).order_by("year")

    assert roles.values_list("year", "value").first() == (2004, 56)
    assert not Statistic.objects.filter(member__iso2="KE", year__lt=2004).exists()


def test_doubts_come_with_the_figures() -> None:
    jump = Statistic.objects.get(member__iso2="EC", year=2015, series=SeriesCode.P_ROLES)
    merged = Statistic.objects.get(member__iso2="CD", year=2012, series=SeriesCode.O_ROLES)
    filled_in = Statistic.objects.get(member__iso2="AE", year=2003, series=SeriesCode.P_ROLES)

    assert jump.quality_note == "Odd jump against the years around it"
    assert merged.quality_note == "The source merges the Congo and the Democratic Republic of the Congo"
    assert filled_in.is_imputed


def test_800_committees_below_their_parents() -> None:
    assert Committee.objects.count() == 800
    assert Committee.objects.filter(kind=CommitteeKind.SC, parent=None).count() == 0
    assert Committee.objects.get(reference="ISO/TC 2/SC 7").parent == Committee.objects.get(
        reference="ISO/TC 2"
    )


def test_secretariats_by_committee_and_year() -> None:
    found = CommitteeYear.objects.filter(committee__reference="ISO/TC 1").order_by("year")

    assert list(
        found.values_list("year", "secretariat__iso2", "secretariat_acronym", "p_members", "o_members")
    ) == [
        (2022, "CN", "", 14, 25),
        (2025, "CN", "SAC", 15, 24),
    ]


def test_ics_in_three_levels() -> None:
    by_level = dict(IcsField.objects.values_list("level").annotate(rows=Count("pk")))

    assert by_level == {1: 41, 2: 401, 3: 941}
    assert IcsField.objects.get(code="01.040.01").parent == IcsField.objects.get(code="01.040")
