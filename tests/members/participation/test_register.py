"""The register of positions, as every register is tested, and its lists as people keep them."""

from typing import Any

import pytest
from django.test import Client

from kernel.imports.importers import Request
from kernel.loading import model_import
from kernel.loading.problems import LoadingError
from kernel.loading.reading import Source
from kernel.registers.files import FILE, load
from members.committees.enums import CommitteeKind, SeriesCode
from members.committees.models import Committee, CommitteeYear, Statistic
from members.models import Member, User
from members.participation.enums import CommitteeRole
from members.participation.models import Position
from members.participation.register import POSITIONS
from members.participation.selectors import (
    compared_secretariats,
    compared_with_committees,
    compared_with_series,
)
from tests.registers.kit import RegisterTests

WRITERS = frozenset({"devt_administrator", "devt_officer", "nsb_officer", "nsb_editor"})
REFERENCES = ("ISO/TC 34", "ISO/TC 176/SC 2", "ISO/TC 190", "ISO/TC 207", "ISO/TC 8")


@pytest.fixture
def committees(db: None) -> dict[str, Committee]:
    kind = CommitteeKind.TC
    return {name: Committee.objects.create(reference=name, kind=kind, title="Steel") for name in REFERENCES}


class TestPositions(RegisterTests):
    register = POSITIONS
    adders = WRITERS
    whole_readers = WRITERS | {"nsb_viewer", "devco"}
    queries_of_list = 8
    secret = "canaryperson"

    @pytest.fixture(autouse=True)
    def committee(self, kenya: Member, ghana: Member) -> Committee:
        self.number = 0
        return Committee.objects.create(reference="ISO/TC 34", kind=CommitteeKind.TC, title="Food")

    def make(self, **values: Any) -> Position:
        self.number += 1
        defaults = {
            "committee": Committee.objects.get(),
            "member": Member.objects.get(iso2="KE"),
            "role": CommitteeRole.P_MEMBER,
            "list_year": 2013 + self.number,
            "person": "canaryperson",
        }
        position = Position(**{**defaults, **values})
        position.give_code()
        position.save()
        return position

    def sent(self) -> dict[str, Any]:
        return {
            "list_year": 2013,
            "committee": Committee.objects.get().pk,
            "member": Member.objects.get(iso2="KE").pk,
            "role": "chair",
        }

    def body(self) -> dict[str, Any]:
        return {"list_year": 2013, "committee": "ISO/TC 34", "member": "KE", "role": "chair"}

    def test_codes_count_on_and_stay(self, kenya: Member) -> None:
        first, second = self.make(list_year=2013), self.make(list_year=2013, role="chair")

        assert (first.code, second.code) == ("PC-2013-001", "PC-2013-002")

    def test_rows_without_a_code_are_new(self, client: Client, devt_officer: User, kenya: Any) -> None:
        """Its lists have no codes: year, committee, member and role say which position is meant."""
        summary = taken("committee,iso2,role\nTC 34,KE,P\n", by=devt_officer)
        again = taken("committee,iso2,role\nTC 34,KE,P\n", by=devt_officer)

        assert (summary.counts[0].added, again.writes) == (1, 0)


def taken(text: str, by: User | None = None, year: int = 2025) -> Any:
    request = Request({FILE: Source("list", text.encode())}, by=by, given={"list_year": year})
    return load(POSITIONS, request, dry_run=False)


def positions() -> list[tuple[str, str, str]]:
    rows = Position.objects.order_by("pk").values_list("committee__reference", "member__iso2", "role")
    return list(rows)


def test_a_list_with_names_of_countries_and_other_words(
    kenya: Member, ghana: Member, committees: dict[str, Committee]
) -> None:
    taken(
        "Technical committee;Country;Standards body;Participation;Since\n"
        "ISO/TC 34;Kenya;KEBS;Participating member;01.03.2012\n"
        "ISO/TC 34;Ghana;GSA;Observing member;15.06.2011\n"
        "ISO/TC 176/SC 2;Kenya;KEBS;Participating;2010\n"
        "ISO/TC 207;Ghana;GSA;O-member;\n"
    )

    assert positions() == [
        ("ISO/TC 34", "KE", "p_member"),
        ("ISO/TC 34", "GH", "o_member"),
        ("ISO/TC 176/SC 2", "KE", "p_member"),
        ("ISO/TC 207", "GH", "o_member"),
    ]
    since = Position.objects.order_by("pk").values_list("valid_from", flat=True)
    assert list(since) == ["2012-03-01", "2011-06-15", "2010", ""]


def test_a_list_with_tabs_and_what_it_names_wrongly(
    kenya: Member, ghana: Member, committees: dict[str, Committee]
) -> None:
    """A no-break blank is none, three letters are a country, and a committee that is not there is refused."""
    text = "REFERENCE\tBODY\tISO3\tP/O\nISO/TC\u00a0190\tKEBS\tKEN\tP\nISO/TC 190\tGSA\tGHA\to\n"
    with pytest.raises(LoadingError) as refused:
        taken(text + "ISO/TC 9999\tKEBS\tKEN\tP\n")
    [problem] = refused.value.problems
    assert (problem.row, problem.column) == (4, "REFERENCE")
    assert not Position.objects.exists()

    taken(text)

    assert positions() == [("ISO/TC 190", "KE", "p_member"), ("ISO/TC 190", "GH", "o_member")]


def test_leadership_with_twins_and_dates(
    kenya: Member, ghana: Member, committees: dict[str, Committee]
) -> None:
    text = "committee,iso2,role,twinned_with,from,to\n"
    with pytest.raises(LoadingError, match="It ends before it begins"):
        taken(f"{text}ISO/TC 8,KE,Chair,,2015-01-01,2013-01-01\n")
    with pytest.raises(LoadingError, match="Only twinned roles are held with somebody"):
        taken(f"{text}ISO/TC 8,KE,Chair,GH,,\n")
    with pytest.raises(LoadingError, match="not twinned with itself"):
        taken(f"{text}ISO/TC 8,KE,Secretariat (twinned),KE,,\n")

    taken(f"{text}ISO/TC 8,KE,Secretariat (twinned),GH,2014-02-10,2016-12-31\n")

    [position] = Position.objects.all()
    assert (position.role, position.twin) == ("twinned_secretariat", ghana)


def test_a_large_list_is_told_the_rows_that_the_database_refuses(
    kenya: Member, ghana: Member, committees: dict[str, Committee], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not asked row by row beforehand."""
    monkeypatch.setattr(model_import, "FEW_ROWS", 1)
    text = "committee,iso2,role,twinned_with\nTC 8,KE,P,\nTC 34,KE,Chair,GH\nTC 34,GH,Chair,KE\n"

    with pytest.raises(LoadingError) as refused:
        taken(text)

    assert [problem.row for problem in refused.value.problems] == [3, 4]
    assert not Position.objects.exists()
    taken("committee,iso2,role\nTC 8,KE,P\nTC 34,KE,Chair\n")
    assert Position.objects.count() == 2


def test_a_list_is_compared_with_the_series_of_its_year(
    kenya: Member, ghana: Member, committees: dict[str, Committee]
) -> None:
    taken("committee,iso2,role\nTC 34,KE,P\nTC 190,KE,P\nTC 34,GH,P\n", year=2013)
    Statistic.objects.create(member=kenya, series=SeriesCode.P_ROLES, year=2013, value=5)

    [compared] = compared_with_series(2013)

    assert [(line.name, line.listed, line.official, line.difference) for line in compared.different] == [
        ("Kenya", 2, 5, -3)
    ]
    assert (compared.same, compared.unknown) == (0, 1)
    assert compared_with_series(2025) == []


def test_a_list_is_compared_with_members_and_secretariats_of_committees(
    kenya: Member, ghana: Member, committees: dict[str, Committee]
) -> None:
    taken("committee,iso2,role\nTC 34,KE,P\nTC 34,GH,P\nTC 190,KE,P\nTC 34,KE,SECRETARIAT\n")
    for reference, p_members in (("ISO/TC 34", 2), ("ISO/TC 190", 3), ("ISO/TC 207", 1)):
        CommitteeYear.objects.create(
            committee=committees[reference], year=2025, p_members=p_members, secretariat=ghana
        )

    compared = compared_with_committees(2025)

    assert compared is not None
    assert compared.same == 1
    assert {(line.name, line.difference) for line in compared.different} == {
        ("ISO/TC 190", -2),
        ("ISO/TC 207", -1),
    }
    assert compared_secretariats(2025) == [("ISO/TC 34", str(kenya), str(ghana))]


def test_the_page_says_where_no_year_is_common(
    client: Client, devt_officer: User, kenya: Member, committees: dict[str, Committee]
) -> None:
    client.force_login(devt_officer)
    address = "/registers/positions/comparison/"
    assert "No list to compare" in client.get(address).content.decode()
    taken("committee,iso2,role\nTC 34,KE,P\n", year=2019)

    assert "No official source counts positions in 2019" in client.get(address).content.decode()
    assert client.get(f"{address}?year=x").status_code == 400
