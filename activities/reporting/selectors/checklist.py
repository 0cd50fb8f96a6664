"""What is looked at before a round is opened: what stands in the way, and what to know."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity
from activities.reporting.models import Question, Round
from activities.reporting.selectors.people import Reach, reach_of
from activities.reporting.selectors.rounds import expected_members, has_ended
from kernel.models import year_end
from members.models import Member

BLOCKS, WARNS, FINE = "blocks", "warns", "fine"


@dataclass(frozen=True)
class Mend:
    """Where something is mended."""

    label: str
    url_name: str
    arguments: tuple[str | int, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.arguments)


@dataclass(frozen=True)
class Check:
    """One line of the list."""

    kind: str
    text: str
    names: list[str] = field(default_factory=list)
    mend: Mend | None = None

    @property
    def status(self) -> str:
        return {BLOCKS: "off-track", WARNS: "at-risk", FINE: "on-track"}[self.kind]

    @property
    def word(self) -> str:
        return {BLOCKS: _("in the way"), WARNS: _("to know"), FINE: _("in order")}[self.kind]


@dataclass(frozen=True)
class CheckList:
    checks: list[Check]
    members: list[Member]
    reach: Reach

    @property
    def blocks(self) -> list[Check]:
        return [check for check in self.checks if check.kind == BLOCKS]

    @property
    def can_open(self) -> bool:
        return not self.blocks


def check_list(round_: Round, *, today: dt.date) -> CheckList:
    """The same number of queries for any number of members."""
    members = list(expected_members(round_.year).order_by("country"))
    reach = reach_of(members)
    checks = [
        _questions(round_),
        _activities(round_),
        _members(round_, members, today),
        *_people(members, reach),
        *_dates(round_, today),
    ]
    return CheckList(checks, members, reach)


def _questions(round_: Round) -> Check:
    count = Question.objects.for_plan_year(round_.plan, round_.year).count()
    if not count:
        words = _("No question is asked in %(year)s.") % {"year": round_.year}
        return Check(BLOCKS, words, mend=Mend(_("Questions"), "admin:reporting_question_changelist"))
    words = ngettext("%(count)s question is asked.", "%(count)s questions are asked.", count)
    return Check(FINE, words % {"count": count})


def _activities(round_: Round) -> Check:
    count = Activity.objects.in_year(round_.year).filter(output__plan=round_.plan_id).count()
    if not count:
        words = _("The plan has no activity in %(year)s.") % {"year": round_.year}
        return Check(BLOCKS, words, mend=Mend(_("Activities"), "admin:activities_activity_changelist"))
    words = ngettext("%(count)s activity is reported on.", "%(count)s activities are reported on.", count)
    return Check(FINE, words % {"count": count})


def _members(round_: Round, members: list[Member], today: dt.date) -> Check:
    day = date_format(year_end(round_.year))
    is_past = has_ended(round_.year, today=today)
    if not members:
        words = (
            _("No developing country was a member on %(day)s: nobody would be asked.")
            if is_past
            else _("No developing country is a member on %(day)s: nobody would be asked.")
        )
        return Check(BLOCKS, words % {"day": day}, mend=Mend(_("Members"), "admin:members_member_changelist"))
    words = _words_of_past(len(members)) if is_past else _words_of_year_that_runs(len(members))
    return Check(FINE, words % {"count": len(members), "day": day}, _names(members))


def _words_of_past(count: int) -> str:
    return ngettext(
        "%(count)s member is expected to report: the developing countries that were members on %(day)s.",
        "%(count)s members are expected to report: the developing countries that were members on %(day)s.",
        count,
    )


def _words_of_year_that_runs(count: int) -> str:
    return ngettext(
        "%(count)s member is expected to report: the developing countries that are members on %(day)s.",
        "%(count)s members are expected to report: the developing countries that are members on %(day)s.",
        count,
    )


def _people(members: list[Member], reach: Reach) -> Iterator[Check]:
    if not members:
        return
    invite = Mend(_("Invite people"), "members:people_invite")
    if not reach.people:
        words = _("No expected member has anybody who could fill in its report: nobody could report.")
        yield Check(BLOCKS, words, mend=invite)
        return
    if count := len(reach.unreached):
        words = ngettext(
            "%(count)s member has nobody who could fill in its report; no e-mail reaches it.",
            "%(count)s members have nobody who could fill in their reports; no e-mail reaches them.",
            count,
        )
        yield Check(WARNS, words % {"count": count}, _names(reach.unreached), invite)
    count = len(reach.people)
    words = ngettext("%(count)s person gets an e-mail.", "%(count)s people get an e-mail.", count)
    yield Check(FINE, words % {"count": count}, _names(reach.people))


def _names(things: Iterable[object]) -> list[str]:
    return [str(thing) for thing in things]


def _dates(round_: Round, today: dt.date) -> Iterator[Check]:
    mend = Mend(_("Change the dates"), "reporting:change_dates", (round_.plan.code, round_.year))
    problems = [Check(kind, words, mend=mend) for kind, words in _problems_of_dates(round_, today)]
    yield from problems or [Check(FINE, _("The dates are in order, and lie ahead."))]


def _problems_of_dates(round_: Round, today: dt.date) -> Iterator[tuple[str, str]]:
    if round_.due_on < today:
        words = _("The due date, %(day)s, has passed: every report would be overdue at once.")
        yield BLOCKS, words % {"day": date_format(round_.due_on)}
    if round_.closes_on < today:
        words = _("The last day, %(day)s, has passed: the round would close at once.")
        yield BLOCKS, words % {"day": date_format(round_.closes_on)}
    if round_.opens_on > today:
        words = _("It is opened before its date: members fill in at once, and can submit from %(day)s on.")
        yield WARNS, words % {"day": date_format(round_.opens_on)}
