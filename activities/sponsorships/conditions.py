"""What a scheme asks of a request for a sponsorship, each with what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from activities.sponsorships.enums import TAKEN
from members.participation.enums import CommitteeRole
from members.participation.models import Position


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
    """By the newest list of the committee up to the year of the meeting."""
    title = _("P-member of %(committee)s") % {"committee": sponsorship.committee.reference}
    listed = Position.objects.standing().filter(committee=sponsorship.committee_id)
    newest = listed.filter(list_year__lte=sponsorship.year).order_by("-list_year").first()
    if newest is None:
        return Condition(title, None, _("No list of the committee's members up to that year is on record."))
    year = newest.list_year
    is_member = listed.filter(
        list_year=year, member=sponsorship.member_id, role=CommitteeRole.P_MEMBER
    ).exists()
    words = _("On the list of %(year)s.") if is_member else _("Not on the list of %(year)s.")
    return Condition(title, is_member, words % {"year": year})


def number_of_the_year(sponsorship: Any, most: int) -> Condition:
    title = _("No more than %(most)s sponsorships in a year") % {"most": most}
    others = (
        type(sponsorship)
        .objects.standing()
        .filter(member=sponsorship.member_id, starts_on__startswith=str(sponsorship.year), state__in=TAKEN)
        .exclude(pk=sponsorship.pk)
        .count()
    )
    words = _("%(count)s others to meetings of %(year)s were asked for or granted.")
    return Condition(title, others < most, words % {"count": others, "year": sponsorship.year})
