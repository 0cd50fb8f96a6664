"""Of some periods only one may hold at a time, whoever writes them."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import BaseInlineFormSet, inlineformset_factory

from kernel.periods import overlaps, spans
from members.enums import Category, Scheme
from members.formsets import PeriodFormSet
from members.models import Classification, Member, Membership
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db

FIELDS = ("category", "valid_from", "valid_to", "source")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def member() -> Member:
    member: Member = MemberFactory.create()
    Membership.objects.filter(member=member).delete()
    Classification.objects.filter(member=member).delete()
    return member


@pytest.fixture
def membership(member: Member) -> Membership:
    return Membership.objects.create(
        member=member, category=Category.CORRESPONDENT, valid_from=day("2010-01-01"), valid_to=None
    )


def check_now() -> None:
    """Have the database check now what it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def following(membership: Membership, start: str) -> Membership:
    return Membership(member=membership.member, category=Category.MEMBER_BODY, valid_from=day(start))


def test_the_database_refuses_a_second_period_on_the_same_day(membership: Membership) -> None:
    following(membership, "2014-01-01").save()

    with pytest.raises(IntegrityError, match="Two periods of one member overlap"):
        check_now()
    transaction.set_rollback(True)


def test_one_period_may_end_and_the_next_begin_in_any_order(membership: Membership) -> None:
    following(membership, "2014-01-01").save()
    membership.valid_to = day("2013-12-31")
    membership.save()

    check_now()

    assert membership.member.memberships.count() == 2


def test_the_model_says_which_period_is_in_the_way(membership: Membership) -> None:
    with pytest.raises(ValidationError) as raised:
        following(membership, "2014-01-01").full_clean()

    assert raised.value.messages == [
        "This period overlaps “correspondent member” (2010-01-01 to …). End one before the other begins."
    ]


def test_a_period_does_not_overlap_itself(membership: Membership) -> None:
    membership.full_clean()


def test_schemes_of_classification_stand_beside_each_other(member: Member) -> None:
    for scheme in (Scheme.LLDC, Scheme.SIDS):
        classification = Classification(member=member, scheme=scheme, value="no")
        classification.full_clean()
        classification.save()

    with pytest.raises(ValidationError):
        Classification(member=member, scheme=Scheme.SIDS, value="yes", valid_from=day("2012-01-01")).clean()
    check_now()


def form_set(membership: Membership, first_ends: str, next_starts: str) -> "BaseInlineFormSet[Any, Any, Any]":
    factory = inlineformset_factory(Member, Membership, formset=PeriodFormSet, fields=FIELDS, extra=1)
    rows = [
        {
            "id": membership.pk,
            "category": "correspondent",
            "valid_from": "2010-01-01",
            "valid_to": first_ends,
        },
        {"category": "member_body", "valid_from": next_starts},
    ]
    data: dict[str, Any] = {"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 1}
    for index, row in enumerate(rows):
        data |= {f"memberships-{index}-{name}": value for name, value in row.items()}
    return factory(data, instance=membership.member)


def test_a_form_set_takes_an_end_and_a_beginning_together(membership: Membership) -> None:
    forms = form_set(membership, "2013-12-31", "2014-01-01")

    assert forms.is_valid(), forms.errors
    forms.save()
    check_now()
    assert [one.category for one in membership.member.memberships.order_by("valid_from")] == [
        "correspondent",
        "member_body",
    ]


def test_a_form_set_refuses_rows_that_overlap(membership: Membership) -> None:
    forms = form_set(membership, "2014-01-01", "2014-01-01")

    assert not forms.is_valid()
    message = "This period overlaps “correspondent member” (2010-01-01 to 2014-01-01)."
    assert forms.non_form_errors() == [f"{message} End one before the other begins."]


def test_spans_of_years() -> None:
    found = spans({2010: "a", 2011: "a", 2012: None, 2013: "a", 2016: "a", 2025: "b"}, last_holds_on=True)

    assert [(span.value, span.first_day.year, span.last_day, span.years_in_words) for span in found] == [
        ("a", 2010, day("2011-12-31"), "2010-2011"),
        ("a", 2013, day("2016-12-31"), "2013, 2016"),
        ("b", 2025, None, "2025"),
    ]


def test_overlaps_see_open_ends() -> None:
    first = Membership(valid_to=day("2012-12-31"))
    second = Membership(valid_from=day("2013-01-01"), valid_to=day("2014-12-31"))
    third = Membership(valid_from=day("2014-12-31"))

    assert overlaps([third, second, first]) == [(second, third)]
