"""What a scheme asks of a request for a sponsorship, each with what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.sponsorships.enums import GIVEN, SponsorshipState
from members.participation.enums import CommitteeRole
from members.participation.models import Position

MAKE_A_LIST = 2
"""Fewer P-members of a year are single entries, and no list that says who is none."""


@dataclass(frozen=True)
class Condition:
    """`is_met` is None where it is not known; `about` says what was looked at."""

    title: str
    is_met: bool | None
    about: str


def conditions_of(sponsorship: Any, scheme: Any) -> Iterator[Condition]:
    """Of those that the scheme has, in order; two queries."""
    if scheme.asks_p_membership:
        yield p_membership(sponsorship)
    if scheme.most_a_year is not None:
        yield number_of_the_year(sponsorship, scheme.most_a_year)
    if scheme.asks_mirror_committee:
        title = _("A mirror committee at home follows the committee")
        yield Condition(title, sponsorship.has_mirror_committee, declared(sponsorship.has_mirror_committee))
    if scheme.asks_active_candidate:
        title = _("The person works in the committee or its mirror committee")
        yield Condition(title, sponsorship.is_active_candidate, declared(sponsorship.is_active_candidate))


def declared(answer: bool | None) -> str:  # noqa: FBT001 - an answer
    if answer is None:
        return _("Not said yet: change the request to say it.")
    return _("Declared by the member.")


def p_membership(sponsorship: Any) -> Condition:
    """By the newest list of the committee up to the year of the meeting; a single entry is no list."""
    title = _("P-member of %(committee)s") % {"committee": sponsorship.committee.reference}
    listed = Position.objects.standing().filter(committee=sponsorship.committee_id)
    p_members = listed.filter(list_year__lte=sponsorship.year, role=CommitteeRole.P_MEMBER)
    lists = p_members.order_by().values("list_year").annotate(members=Count("member", distinct=True))
    year = (
        lists.filter(members__gte=MAKE_A_LIST)
        .order_by("-list_year")
        .values_list("list_year", flat=True)
        .first()
    )
    if year is None:
        return Condition(title, None, _("No list of the committee's members up to that year is on record."))
    is_member = listed.filter(
        list_year=year, member=sponsorship.member_id, role=CommitteeRole.P_MEMBER
    ).exists()
    words = _("On the list of %(year)s.") if is_member else _("Not on the list of %(year)s.")
    return Condition(title, is_member, words % {"year": year})


def asked_before(sponsorship: Any) -> Q:
    """What is on record before it; of one that is not on record yet, all."""
    asked = Q(state=SponsorshipState.ASKED)
    return asked & Q(pk__lt=sponsorship.pk) if sponsorship.pk else asked


def number_of_the_year(sponsorship: Any, most: int) -> Condition:
    title = _("No more than %(most)s sponsorships in a year") % {"most": most}
    others = (
        type(sponsorship)
        .objects.standing()
        .filter(member=sponsorship.member_id, starts_on__startswith=str(sponsorship.year))
        .filter(Q(state__in=GIVEN) | asked_before(sponsorship))
        .exclude(pk=sponsorship.pk)
        .count()
    )
    words = ngettext(
        "%(count)s other to a meeting of %(year)s was granted, or asked for before.",
        "%(count)s others to meetings of %(year)s were granted, or asked for before.",
        others,
    )
    return Condition(title, others < most, words % {"count": others, "year": sponsorship.year})
