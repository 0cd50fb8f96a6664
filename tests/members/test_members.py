"""The list of members and each member's page."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from members.committees.models import Committee, CommitteeYear, Statistic
from members.models import Member, User
from tests.factories.members import (
    ClassificationFactory,
    DevelopingMemberFactory,
    MemberFactory,
    MemberNameFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
)


def countries(client: Client, query: str = "") -> list[str]:
    return [member.country for member in client.get(f"/members/{query}").context["page"]]


@pytest.mark.parametrize("person", ["devt_officer", "nsb_viewer", "other_nsb_editor", "devco", "donor"])
def test_everyone_with_a_role_reads_members(
    person: str, client: Client, request: pytest.FixtureRequest, kenya: Member
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert "Kenya" in countries(client)
    assert client.get("/members/ke/").status_code == 200
    assert client.get("/members/XX/").status_code == 404


def test_members_are_found_by_what_they_were(
    client: Client, devco: User, kenya: Member, ghana: Member
) -> None:
    other = MemberFactory.create(country="Nauru", acronym="", region=None)
    MembershipFactory.create(member=other, category="subscriber", valid_to=dt.date(2012, 6, 30))
    ClassificationFactory.create(member=other, scheme="sids")
    ClassificationFactory.create(
        member=ghana, scheme="income", value="Low income", valid_to=dt.date(2011, 12, 31)
    )
    MemberNameFactory.create(member=kenya, acronym="KBS", valid_to=dt.date(1999, 12, 31))
    client.force_login(devco)

    found = {
        query: countries(client, query)
        for query in (
            *("", "?q=kbs", "?q=standards+ghana", "?region=africa", "?sids=yes", "?developing=yes"),
            *("?year=2011&category=subscriber", "?year=2012&category=subscriber"),
            *("?year=2011&income=Low+income", "?year=2012&income=Low+income"),
        )
    }

    assert found == {
        "": ["Ghana", "Kenya", "Nauru"],
        "?q=kbs": ["Kenya"],
        "?q=standards+ghana": ["Ghana"],
        "?region=africa": ["Ghana", "Kenya"],
        "?sids=yes": ["Nauru"],
        "?developing=yes": ["Ghana", "Kenya"],
        "?year=2011&category=subscriber": ["Nauru"],
        "?year=2012&category=subscriber": [],
        "?year=2011&income=Low+income": ["Ghana"],
        "?year=2012&income=Low+income": [],
    }


def test_what_is_not_known_is_said_in_words(client: Client, devco: User) -> None:
    MemberFactory.create(country="Nauru", acronym="", region=None)
    client.force_login(devco)

    page = client.get("/members/?year=2013").text

    assert "1 country, as on 31 December 2013" in page
    assert page.count('<em class="missing">not on record</em>') == 2
    assert page.count('<em class="missing">none on record</em>') == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_row_as_for_three(
    client: Client, devco: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    DevelopingMemberFactory.create_batch(rows)
    client.force_login(devco)

    with django_assert_num_queries(6):
        assert len(client.get("/members/").context["page"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_row_as_for_three(
    client: Client,
    devt_officer: User,
    kenya: Member,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        MemberNameFactory.create(member=kenya)
        RoleFactory.create(nsb_editor=True, member=kenya)
        OrganisationFactory.create().members.add(kenya)
        Statistic.objects.create(member=kenya, series="o_roles", year=2010 + number, value=1)
        committee = Committee.objects.create(
            reference=f"ISO/TC {number}", kind="TC", number=number, title="T"
        )
        CommitteeYear.objects.create(committee=committee, year=2025, secretariat=kenya)
    client.force_login(devt_officer)

    with django_assert_num_queries(13):
        page = client.get("/members/KE/")

    assert len(page.context["names"]) == rows


@pytest.mark.parametrize(
    ("person", "shown"),
    [("devt_officer", 1), ("nsb_viewer", 1), ("other_nsb_editor", 0), ("devco", 0), ("donor", 0)],
)
def test_who_speaks_for_a_member_is_told_to_devt_and_its_own_people(
    person: str,
    shown: int,
    client: Client,
    request: pytest.FixtureRequest,
    nsb_officer: User,
) -> None:
    client.force_login(request.getfixturevalue(person))

    page = client.get("/members/KE/").text

    assert page.count("Who speaks for it") == shown
    assert page.count(f">{nsb_officer.email}<") == shown


def test_the_page_shows_names_periods_and_statistics(client: Client, devco: User, kenya: Member) -> None:
    MemberNameFactory.create(
        member=kenya,
        acronym="KBS",
        valid_from=dt.date(1974, 1, 1),
        valid_to=dt.date(1999, 12, 31),
        needs_check=True,
    )
    for year, value, imputed in [(2010, 0, None), (2011, 12, "0.900")]:
        Statistic.objects.create(
            member=kenya, series="p_roles", year=year, value=value, imputed_share=imputed, source="StanDat"
        )
    Statistic.objects.create(member=kenya, series="o_roles", year=2011, value=4, quality_note="odd jump")
    client.force_login(devco)

    page = client.get("/members/KE/").text

    assert "1 January 1974 to 31 December 1999" in page
    assert "Inferred: wants a human check." in page
    assert page.index(">2011") < page.index(">2010")
    assert page.count('<span class="tag">filled in</span>') == 1
    assert '<td class="number">0</td>' in page
    assert page.count('<td class="number"><em class="missing">not reported</em></td>') == 1
    assert "odd jump" in page
    assert "valid ISO 9001 certificates" not in page
