"""Search over whatever the apps have registered, as each role."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan.home import search
from kernel.registry import Hit, finders
from members.committees.models import Committee, CommitteeYear
from members.models import Member, User
from tests.factories.activities import ActivityFactory
from tests.factories.indicators import IndicatorFactory
from tests.factories.members import DevelopingMemberFactory, MemberNameFactory, RoleFactory
from tests.factories.outputs import OutputFactory, PlanFactory
from tests.factories.reporting import ReportFactory, RoundFactory

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


def test_what_is_found_by_its_code_keeps_its_order() -> None:
    """The subcommittees of a committee stand before committees whose number begins or ends alike."""
    codes = ("ISO/TC 34/SC 2", "ISO/TC 34/SC 11", "ISO/TC 134", "ISO/TC 340", "ISO/TC 34")
    hits = [Hit(code, "Longest of all" if code.endswith("SC 2") else "Food", "", code) for code in codes]

    found = search.group("Committees", hits, ["tc", "34"])

    assert [hit.url for hit in found.hits] == ["ISO/TC 34", *codes[:4]]


def test_long_lists_are_cut_and_say_so() -> None:
    hits = [Hit("", f"Member {number}", "", "/") for number in range(23)]

    found = search.group("Members", hits, ["member"])

    assert (len(found.hits), found.more) == (20, 3)


def test_page_shows_what_was_found(client: Client, kenya: Member, donor: User) -> None:
    client.force_login(donor)

    response = client.get("/search/", {"q": "kenya"})

    assert response.status_code == 200
    assert '<a href="/members/KE/" dir="auto">KEBS · Kenya</a>' in response.content.decode()


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
    rows: int, devt_officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round_ = RoundFactory.create()
    for number in range(rows):
        IndicatorFactory.create(activity=ActivityFactory.create())
        member = DevelopingMemberFactory.create()
        ReportFactory.create(round=round_, member=member)
        RoleFactory.create(nsb_editor=True, member=member)
        Committee.objects.create(reference=f"ISO/TC {number}", kind="TC", number=number, title="Steel")

    with django_assert_num_queries(13):
        found = search.find(devt_officer, "e")

    assert [len(group.hits) for group in found[-3:]] == [rows, rows + 1, rows]


KINDS = ["Members", "Outputs", "Activities", "Indicators", "Progress reports", "People", "Committees"]
WITHOUT_PEOPLE = [kind for kind in KINDS if kind != "People"]
WITHOUT_REPORTS = [kind for kind in WITHOUT_PEOPLE if kind != "Progress reports"]


def make_one_of_each(kenya: Member) -> None:
    """Everything answers to "zebra", and the member and its people to Kenya."""
    MemberNameFactory.create(member=kenya, name="Zebra Bureau")
    activity = ActivityFactory.create(title="Zebra crossings", output__title="Zebra")
    IndicatorFactory.create(activity=activity, name="Zebras")
    plan = activity.output.plan
    ReportFactory.create(round=RoundFactory.create(plan=plan, year=2013), member=kenya)
    ReportFactory.create(round=RoundFactory.create(plan=plan, year=2014, unopened=True), member=kenya)
    RoleFactory.create(nsb_viewer=True, member=kenya, user__name="Zoë Zebra", user__email="z@example.org")
    Committee.objects.create(reference="ISO/TC 34", kind="TC", number=34, title="Zebra food")


@pytest.mark.parametrize(
    ("person", "kinds"),
    [
        ("devt_administrator", KINDS),
        ("devt_officer", KINDS),
        ("nsb_officer", KINDS),
        ("nsb_editor", WITHOUT_PEOPLE),
        ("nsb_viewer", WITHOUT_PEOPLE),
        ("other_nsb_editor", WITHOUT_REPORTS),
        ("devco", WITHOUT_REPORTS),
        ("donor", WITHOUT_REPORTS),
        ("without_role", []),
    ],
)
def test_each_role_finds_what_it_may_see(
    person: str, kinds: list[str], kenya: Member, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(person)
    make_one_of_each(kenya)

    assert [str(group.title) for group in search.find(user, "zebra")] == kinds


def test_every_finder_gives_nothing_to_who_has_no_role(kenya: Member, without_role: User) -> None:
    make_one_of_each(kenya)

    given = finders(without_role, ["a"])
    assert [str(finder.title) for finder in given if list(finder.hits(without_role, ["a"]))] == []


def test_report_is_found_by_country_and_year_in_any_order(kenya: Member, nsb_viewer: User) -> None:
    for year in (2012, 2013):
        ReportFactory.create(round=RoundFactory.create(year=year), member=kenya)

    assert titles(nsb_viewer, "2013 kenya") == ["Progress report 2013, KEBS · Kenya"]


def test_the_years_of_a_plan_do_not_bring_its_other_reports(kenya: Member, nsb_viewer: User) -> None:
    plan = PlanFactory.create(title="Action Plan 2011-2015")
    for year in (2013, 2015):
        ReportFactory.create(round=RoundFactory.create(plan=plan, year=year), member=kenya)

    assert titles(nsb_viewer, "2015 kenya") == ["Progress report 2015, KEBS · Kenya"]


def test_devt_is_led_to_the_review(kenya: Member, devt_officer: User, nsb_viewer: User) -> None:
    report = ReportFactory.create(round=RoundFactory.create(year=2013), member=kenya)

    urls = [search.find(user, "kenya 2013")[0].hits[0].url for user in (devt_officer, nsb_viewer)]

    assert urls == [f"/reports/{report.pk}/review/", f"/reports/{report.pk}/"]


def test_person_is_found_once_without_accents_with_all_roles(devt_officer: User, kenya: Member) -> None:
    held = RoleFactory.create(nsb_editor=True, member=kenya, user__name="Zoë Ng", user__email="z@example.org")
    RoleFactory.create(nsb_viewer=True, member=kenya, user=held.user)

    (group,) = search.find(devt_officer, "ng zoe")

    assert group.hits == [
        Hit(
            "",
            "Zoë Ng",
            "NSB editor · KEBS · Kenya · NSB viewer · KEBS · Kenya",
            "/people/?q=z%40example.org",
            "z@example.org",
        )
    ]


def test_committee_is_found_by_its_reference_first(donor: User) -> None:
    for number in (134, 34):
        Committee.objects.create(reference=f"ISO/TC {number}", kind="TC", number=number, title="Food")

    assert [hit.code for hit in search.find(donor, "tc 34")[0].hits] == ["ISO/TC 34", "ISO/TC 134"]


def test_committee_page_tells_its_secretariat(client: Client, kenya: Member, donor: User) -> None:
    committee = Committee.objects.create(reference="ISO/TC 34", kind="TC", number=34, title="Food products")
    Committee.objects.create(
        reference="ISO/TC 34/SC 2",
        kind="SC",
        number=34,
        subcommittee_number=2,
        parent=committee,
        title="Seeds",
    )
    CommitteeYear.objects.create(committee=committee, year=2013, secretariat=kenya, p_members=40)
    client.force_login(donor)

    content = client.get(f"/committees/{committee.pk}/").content.decode()

    assert "<h1>ISO/TC 34 Food products</h1>" in content
    assert '<a href="/members/KE/">KEBS · Kenya</a>' in content
    assert '<td class="number">40</td>' in content
    assert "ISO/TC 34/SC 2 Seeds" in content


@pytest.mark.parametrize("path", ["/", "/plans/", "/profile/", "/account/2fa/", "/no/such/page/"])
def test_search_stands_in_the_head_of_every_page(client: Client, donor: User, path: str) -> None:
    client.force_login(donor)

    content = client.get(path).content.decode()

    assert content.count('<form class="find" role="search" action="/search/">') == 1
    assert content.count('<a class="find-link" href="/search/">') == 1


def test_search_page_has_one_field_with_what_was_asked(client: Client, donor: User) -> None:
    client.force_login(donor)

    content = client.get("/search/", {"q": "kenya"}).content.decode()

    assert content.count('role="search"') == 1
    assert 'name="q" value="kenya"' in content


@pytest.mark.parametrize("person", [None, "without_role"])
def test_who_may_not_search_is_not_offered_it(
    client: Client, person: str | None, request: pytest.FixtureRequest
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))

    assert 'role="search"' not in client.get("/sources/").content.decode()
