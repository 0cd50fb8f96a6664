"""Search over members, outputs, activities and indicators."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan.home import search
from actionplan.home.search import Hit
from members.models import Member, User
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.members import DevelopingMemberFactory, MemberNameFactory
from tests.factories.outputs import OutputFactory

pytestmark = pytest.mark.django_db


def titles(user: User, query: str) -> list[str]:
    return [hit.title for group in search.find(user, query) for hit in group.hits]


def test_member_is_found_by_country_acronym_and_code(kenya: Member, donor: User) -> None:
    assert titles(donor, "ken") == ["Kenya"]
    assert titles(donor, "kebs") == ["Kenya"]
    assert titles(donor, "KE") == ["Kenya"]


def test_member_is_found_by_a_name_it_once_bore(kenya: Member, donor: User) -> None:
    MemberNameFactory.create(member=kenya, name="Old Bureau", acronym="OLDB")

    assert titles(donor, "oldb") == ["Kenya"]


def test_accents_and_apostrophes_do_not_matter(donor: User) -> None:
    DevelopingMemberFactory.create(iso2="CI", iso3="CIV", country="Côte d\u2019Ivoire")

    assert titles(donor, "cote d'ivoire") == ["Côte d\u2019Ivoire"]


def test_every_word_must_be_there(donor: User) -> None:
    OutputFactory.create(title="Standardization in education")
    OutputFactory.create(title="Standardization in regions")

    assert titles(donor, "education standard") == ["Standardization in education"]


def test_groups_come_by_kind(donor: User) -> None:
    OutputFactory.create(title="Awareness of standards")
    ActivityFactory.create(title="Awareness events")
    IndicatorFactory.create(name="People reached by awareness events")

    found = search.find(donor, "awareness")

    assert [str(group.title) for group in found] == ["Outputs", "Activities", "Indicators"]


def test_best_hits_come_first() -> None:
    hits = [
        Hit("5.1", "More on 4.2", "", "/c"),
        Hit("1.1", "Twinning for all", "about 4.2", "/d"),
        Hit("4.2", "Training", "", "/a"),
        Hit("", "4.2 in a title", "", "/b"),
    ]

    found = search.group("Things", hits, ["4.2"])

    assert [hit.url for hit in found.hits] == ["/a", "/b", "/c", "/d"]


def test_long_lists_are_cut_and_say_so() -> None:
    hits = [Hit("", f"Member {number}", "", "/") for number in range(23)]

    found = search.group("Members", hits, ["member"])

    assert (len(found.hits), found.more) == (20, 3)


def test_page_shows_what_was_found(client: Client, kenya: Member, donor: User) -> None:
    client.force_login(donor)

    response = client.get("/search/", {"q": "kenya"})

    assert response.status_code == 200
    assert '<a href="/members/KE/">KEBS · Kenya</a>' in response.content.decode()


def test_page_says_when_nothing_was_found(client: Client, donor: User) -> None:
    client.force_login(donor)

    content = client.get("/search/", {"q": "<script>"}).content.decode()

    assert "Nothing found" in content
    assert "<script>" not in content


def test_page_without_a_query_invites_one(client: Client, donor: User) -> None:
    client.force_login(donor)

    assert "What are you looking for?" in client.get("/search/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    rows: int, donor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        IndicatorFactory.create(activity=ActivityFactory.create())
        DevelopingMemberFactory.create()

    with django_assert_num_queries(6):
        search.find(donor, "e")
