"""What of a round needs DEVT's eye, line by line, with what can be done about it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.reporting.models import Round
from activities.reporting.selectors.round_reports import RoundReports
from activities.reporting.selectors.rounds import expected_members
from kernel.models import Email, year_end
from members.enums import RoleName
from members.models import Invitation, Member, Membership, User
from members.selectors import people_of_members

People = Mapping[int, list[User]]
"""Who fills in a member's report, by member."""


class Concern(TextChoices):
    JOINED = "joined", gettext_lazy("expected, but without a report")
    LEFT = "left", gettext_lazy("has a report, but is not expected")
    NOBODY = "nobody", gettext_lazy("nobody who could fill in the report")
    NO_OFFICER = "no_officer", gettext_lazy("nobody who could sign the report")
    FAILED = "failed", gettext_lazy("an e-mail did not arrive")


@dataclass(frozen=True)
class Line:
    """A member, what is the matter with it, and the act that mends it."""

    concern: Concern
    member: Member
    words: str
    act: str
    url: str


def attention(found: RoundReports) -> list[Line]:
    """By concern and country; the same number of queries for any number of members.

    Of a closed round, those for whom it is open still.
    """
    round_ = found.round
    if not round_.is_opened:
        return []
    expected = {member.pk: member for member in expected_members(round_.year).order_by("country")}
    asked = {report.member_id for report in found.reports}
    without_report = [member for pk, member in expected.items() if pk not in asked]
    members = [report.member for report in found.awaited]
    return [
        *_joined(round_, without_report if round_.is_running else []),
        *_left(round_, found.awaited, expected.keys(), found.today),
        *_unserved(members, found.people),
        *_failed(members, found.people),
    ]


def counts(lines: Iterable[Line]) -> dict[Concern, int]:
    found = Counter(line.concern for line in lines)
    return {concern: found[concern] for concern in Concern if found[concern]}


def _joined(round_: Round, members: Iterable[Member]) -> Iterator[Line]:
    words = _("was a member on %(day)s and has no report") % {"day": date_format(year_end(round_.year))}
    address = reverse("reporting:add_members", args=[round_.plan.code, round_.year])
    for member in members:
        yield Line(
            Concern.JOINED, member, words, _("Add…"), f"{address}?{urlencode({'member': member.iso2})}"
        )


def _left(round_: Round, awaited: Iterable[Any], expected: Iterable[int], today: dt.date) -> Iterator[Line]:
    not_then = _("was no developing member on %(day)s") % {"day": date_format(year_end(round_.year))}
    members_today = set(Membership.objects.on(today).values_list("member", flat=True))
    wanted = set(expected)
    for report in awaited:
        if report.member_id in wanted and report.member_id in members_today:
            continue
        words = _("is no member any more") if report.member_id in wanted else not_then
        address = reverse("reporting:exempt", args=[report.pk])
        act = _("Exempt…") if not report.is_returned else _("Read it")
        if report.is_returned:
            address = reverse("reporting:review", args=[report.pk])
        yield Line(Concern.LEFT, report.member, words, act, address)


def _unserved(members: list[Member], people: People) -> Iterator[Line]:
    ids = [member.pk for member in members]
    officers = people_of_members(ids, names=(RoleName.NSB_OFFICER,))
    invited = _invited(ids)
    for member in members:
        if member.pk not in people:
            yield _to_invite(Concern.NOBODY, member, _("nobody could fill in its report"), invited)
    for member in members:
        if member.pk in people and member.pk not in officers:
            yield _to_invite(Concern.NO_OFFICER, member, _("has an editor, but nobody who signs"), invited)


def _to_invite(concern: Concern, member: Member, words: str, invited: dict[int, Invitation]) -> Line:
    if invitation := invited.get(member.pk):
        waiting = {"email": invitation.email, "day": date_format(localtime(invitation.expires_at))}
        words = f"{words}; " + _("%(email)s is invited until %(day)s") % waiting
        return Line(concern, member, words, _("Invitations"), reverse("members:people"))
    query = urlencode({"role": str(RoleName.NSB_OFFICER), "member": str(member.pk)})
    return Line(concern, member, words, _("Invite…"), f"{reverse('members:people_invite')}?{query}")


def _invited(member_ids: list[int]) -> dict[int, Invitation]:
    """The invitation of each member that was sent last and neither accepted nor revoked."""
    waiting = Invitation.objects.filter(member__in=member_ids, accepted_at=None, revoked_at=None)
    return {
        invitation.member_id: invitation
        for invitation in waiting.order_by("expires_at")
        if invitation.member_id
    }


def _failed(members: list[Member], people: People) -> Iterator[Line]:
    """Members with an address to which the outbox has tried to send, and could not."""
    addresses = {person.email.lower() for found in people.values() for person in found}
    failed = set(
        Email.objects.filter(sent_at=None, attempts__gt=0, to__in=addresses).values_list("to", flat=True)
    )
    outbox = reverse("admin:core_email_changelist")
    for member in members:
        for person in people.get(member.pk, []):
            if person.email in failed:
                words = _("an e-mail to %(email)s could not be sent") % {"email": person.email}
                url = f"{outbox}?{urlencode({'q': person.email})}"
                yield Line(Concern.FAILED, member, words, _("See it"), url)
