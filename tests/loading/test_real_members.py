"""What the real member files come to."""

import datetime as dt

import pytest

from kernel.loading.changes import Summary
from kernel.models import year_end
from members.enums import Category, Scheme
from members.models import Classification, Member, MemberName, Membership, Organisation, Region

pytestmark = pytest.mark.usefixtures("real_data")


def test_174_members_in_27_regions(summaries: dict[str, Summary]) -> None:
    assert Member.objects.count() == 174
    assert Region.objects.count() == 27
    assert summaries["members"].of("members").added == 174


@pytest.mark.parametrize(
    ("year", "developing", "bodies"),
    [(2010, 122, 70), (2011, 121, 71), (2012, 123, 72), (2013, 123, 72), (2014, 123, 72), (2015, 124, 76)],
)
def test_developing_members_and_member_bodies(year: int, developing: int, bodies: int) -> None:
    members = Member.objects.developing_on(year_end(year))
    in_force = Membership.objects.on(year_end(year)).filter(member__in=members, category=Category.MEMBER_BODY)

    assert (members.count(), in_force.count()) == (developing, bodies)


def periods(iso2: str) -> list[tuple[str, dt.date | None, dt.date | None]]:
    found = Membership.objects.filter(member__iso2=iso2).order_by("valid_from")
    return list(found.values_list("category", "valid_from", "valid_to"))


def test_equal_years_are_one_period_that_holds_on_from_2016_to_2025() -> None:
    assert periods("KE") == [("member_body", dt.date(2010, 1, 1), None)]


def test_a_new_category_ends_the_one_before() -> None:
    assert periods("RW") == [
        ("correspondent", dt.date(2010, 1, 1), dt.date(2014, 12, 31)),
        ("member_body", dt.date(2015, 1, 1), None),
    ]


def test_an_unknown_year_is_a_gap() -> None:
    assert periods("TG") == [
        ("correspondent", dt.date(2010, 1, 1), dt.date(2010, 12, 31)),
        ("correspondent", dt.date(2012, 1, 1), None),
    ]


def test_an_unknown_last_year_ends_the_period_and_says_so() -> None:
    assert periods("GB") == [("member_body", dt.date(2010, 1, 1), dt.date(2016, 12, 31))]
    assert Membership.objects.get(member__iso2="GB").source.endswith(
        "On record for 2010-2016; not found for 2025."
    )


def test_income_groups_that_differ_leave_the_years_between_unknown() -> None:
    found = Classification.objects.filter(member__iso2="AG", scheme=Scheme.INCOME).order_by("valid_from")

    assert list(found.values_list("value", "valid_from", "valid_to")) == [
        ("Upper middle income", dt.date(2010, 1, 1), dt.date(2010, 12, 31)),
        ("High income", dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
    ]


def test_least_developed_from_2010_to_the_last_state_known() -> None:
    found = Classification.objects.get(member__iso2="AF", scheme=Scheme.LDC)

    assert (found.value, found.valid_from, found.valid_to) == (
        "yes",
        dt.date(2010, 1, 1),
        dt.date(2015, 12, 31),
    )


def test_inferred_acronyms_want_a_check() -> None:
    found = MemberName.objects.filter(needs_check=True)

    assert set(found.values_list("member__iso2", flat=True)) == {
        "AO",
        "BN",
        "LS",
        "LY",
        "MR",
        "MU",
        "UZ",
        "GE",
    }


def test_names_of_two_years_and_a_former_one() -> None:
    found = MemberName.objects.filter(member__iso2="PA").order_by("valid_from")

    assert list(found.values_list("acronym", "valid_from", "valid_to")) == [
        ("COPANIT", dt.date(2022, 1, 1), dt.date(2024, 12, 31)),
        ("DGNTI", dt.date(2025, 1, 1), None),
    ]


def test_a_former_acronym_attested_in_the_plan_years() -> None:
    found = MemberName.objects.get(member__iso2="ES", acronym="AENOR")

    assert (found.valid_from, found.valid_to) == (dt.date(2009, 1, 1), dt.date(2015, 12, 31))


def test_regional_organizations_know_those_members_that_are_on_record() -> None:
    gulf = Organisation.objects.get(acronym="GSO")

    assert Organisation.objects.count() == 12
    assert set(gulf.members.values_list("iso2", flat=True)) == {"AE", "BH", "SA", "OM", "QA", "KW"}
