"""Cells are read by what their column holds; what is written is read back; what is not allowed is told."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from activities.models import Activity
from kernel.loading.chosen_kinds import ChoiceKind, ReferenceKind, SeveralKind
from kernel.loading.kinds import (
    CodeKind,
    DateKind,
    Kind,
    NumberKind,
    PartialDayKind,
    Reading,
    TextKind,
    YesNoKind,
)
from kernel.typed import NotReadableError
from members.committees.models import Committee
from members.enums import RegionLevel
from members.models import Member, MemberName
from tests.factories.activities import ActivityFactory
from tests.factories.members import MemberFactory

NOTHING_KNOWN = Reading()
ROLES = ChoiceKind((("p_member", "P-member"), ("chair", "Chair")), "roles")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (TextKind(5), "abc", "abc"),
        (NumberKind(), "1 234", 1234),
        (NumberKind(2), "12,5", Decimal("12.5")),
        (NumberKind(1, units=("%",)), "58.5 %", Decimal("58.5")),
        (CodeKind(3), "004", "004"),
        (DateKind(), "31.12.2013", dt.date(2013, 12, 31)),
        (PartialDayKind(), "2013", "2013"),
        (PartialDayKind(), "12/2013", "2013-12"),
        (PartialDayKind(), "2013-12-31", "2013-12-31"),
        (YesNoKind(), "Yes", True),
        (ChoiceKind.of(RegionLevel), "SUBREGION", "subregion"),
        (ROLES, "p_member", "p_member"),
        (ROLES, "p-Member", "p_member"),
        (ROLES, "Participating member", "p_member"),
        (ROLES, "chairman", "chair"),
        (SeveralKind(ROLES), "P; chair;; p", ["p_member", "chair"]),
    ],
)
def test_what_is_read_is_written_so_that_it_is_read_again(kind: Kind, text: str, value: Any) -> None:
    assert kind.read(text, NOTHING_KNOWN) == value
    assert kind.read(str(kind.write(value)), NOTHING_KNOWN) == value


@pytest.mark.parametrize(
    ("kind", "text", "told", "near"),
    [
        (TextKind(5), "abcdef", "The text has 6 characters; at most 5 are allowed.", ""),
        (NumberKind(least=Decimal(0)), "-1", "“-1” is not a whole number from 0 on.", ""),
        (NumberKind(1, least=Decimal(0), most=Decimal(1)), "2", "“2” is not a number from 0 to 1.", ""),
        (NumberKind(), "3 5", "“3 5” reads as two numbers. Write one, without blanks.", ""),
        (CodeKind(3), "4", "“4” is not 3 digits, for example 004.", "004"),
        (CodeKind(3), "x", "“x” is not 3 digits, for example 004.", ""),
        (DateKind(), "31/06/2014", "“31/06/2014” is no day of the calendar. Write it as 2013-12-31.", ""),
        (PartialDayKind(), "13/2013", "“13/2013” names no month. Write it as 2013-09.", ""),
        (YesNoKind(), "perhaps", "“perhaps” is neither yes nor no. Write Yes or No.", ""),
        (ROLES, "char", "“char” is not one of: P-member, Chair.", "Chair"),
        (ROLES, "W", "“W” is not one of: P-member, Chair.", ""),
    ],
)
def test_what_is_not_allowed_is_told(kind: Kind, text: str, told: str, near: str) -> None:
    with pytest.raises(NotReadableError) as refused:
        kind.read(text, NOTHING_KNOWN)

    assert str(refused.value) == told
    assert kind.near(text, NOTHING_KNOWN) == near


def test_a_choice_is_read_in_english_whatever_the_language() -> None:
    with translation.override("fr"):
        assert ChoiceKind.of(RegionLevel).read("region", NOTHING_KNOWN) == "region"


@pytest.fixture
def ivory_coast(db: None) -> Member:
    member = MemberFactory.create(iso2="CI", iso3="CIV", country="Côte d'Ivoire", acronym="CODINORM", name="")
    MemberName.objects.create(member=member, acronym="AFNOR-CI", valid_to="2001-12-31")
    return member


@pytest.mark.parametrize(
    "name",
    [
        "CI",
        "civ",
        "Côte d'Ivoire",
        "cote d\u2019ivoire",
        "COTE\u00a0D'IVOIRE",
        "Ivory Coast",
        "codinorm",
        "afnor ci",
    ],
)
def test_a_member_is_known_by_its_codes_names_and_former_ones(ivory_coast: Member, name: str) -> None:
    MemberFactory.create(iso2="VN", country="Viet Nam", acronym="STAMEQ")

    assert ReferenceKind(Member).read(name, NOTHING_KNOWN) == ivory_coast


def test_a_code_goes_before_a_name_and_a_name_of_two_is_refused(ivory_coast: Member) -> None:
    other = MemberFactory.create(iso2="XC", country="Elsewhere", acronym="CI")
    MemberFactory.create(iso2="XD", country="Elsewhere", acronym="XD1")
    kind = ReferenceKind(Member)

    assert kind.read("CI", NOTHING_KNOWN) == ivory_coast != other
    with pytest.raises(NotReadableError, match=r"“Elsewhere” names several: XC, XD\."):
        kind.read("Elsewhere", NOTHING_KNOWN)
    with pytest.raises(NotReadableError, match=r"“Codinrom” names no member\. Did you mean “CI”\?"):
        kind.read("Codinrom", NOTHING_KNOWN)


REFERENCES = ["ISO/TC 34/SC 17", "ISO/TC\u00a034/SC  17", "iso/tc 34/sc 17", "TC 34/SC 17", "TC34/SC17"]


@pytest.mark.parametrize("name", REFERENCES)
def test_a_committee_is_known_however_its_reference_is_spaced(db: None, name: str) -> None:
    committee = Committee.objects.create(reference="ISO/TC 34/SC 17", kind="SC", title="Food safety")

    assert ReferenceKind(Committee).read(name, NOTHING_KNOWN) == committee


def test_an_activity_is_known_by_its_code_within_the_plan(db: None) -> None:
    one, other = ActivityFactory.create(code="1.2"), ActivityFactory.create(code="1.2")
    kind = ReferenceKind(Activity)

    assert kind.read("1.2", Reading(values={"plan": other.output.plan})) == other != one
    with pytest.raises(NotReadableError, match=r"names no activity\. Write the code"):
        kind.read("9.9", Reading(values={"plan": other.output.plan}))
