"""Where a round stands: who is expected, who has reported, and how fully and promptly."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext as _

from activities.reporting.enums import REVIEW_STATES, ReportState, RoundAction
from activities.reporting.models import Report, ReportQuerySet, Round
from activities.reporting.selectors.dates import with_dates
from activities.reporting.selectors.rates import rate_counts
from kernel.models import year_end
from members.models import Member
from members.selectors import people_of_members
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User


@dataclass(frozen=True)
class Share:
    """A part of a whole; there is no percentage of nothing, and none lies above 100."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class RoundProgress:
    """How many reports of a round are in which state, and the rates that follow."""

    by_state: dict[str, int]
    expected: int
    reported: int
    accepted: int
    on_time: int
    overdue: int
    to_come: int
    """Reports that their members may still submit, or submit again."""
    missed: int
    """Reports that had not come when the round closed."""
    due: int
    """Those that are in, and those that should be by now: what is not due yet is not late."""

    @property
    def all(self) -> int:
        return sum(self.by_state.values())

    @property
    def to_review(self) -> int:
        return sum(self.by_state[state] for state in REVIEW_STATES)

    @property
    def reporting_rate(self) -> Share:
        return Share(self.reported, self.expected)

    @property
    def timeliness(self) -> Share:
        """Reports that came on time, of those that are in or due."""
        return Share(self.on_time, self.due)


def expected_members(year: int) -> QuerySet[Member]:
    """Developing members on 31 December of the year reported on."""
    return Member.objects.developing_on(year_end(year))


def has_ended(year: int, *, today: dt.date) -> bool:
    """Whether the day has passed by which is told who is expected."""
    return year_end(year) < today


def current_round(plan: Plan | None = None) -> Round | None:
    """The round that runs, else the one that was opened last, of this plan or of any."""
    running_first = Case(When(closed_at=None, then=0), default=1)
    rounds = Round.objects.opened().select_related("plan").order_by(running_first, "-year", "-opened_at")
    return (rounds.filter(plan=plan) if plan else rounds).first()


def reports_of(round_: Round, *, today: dt.date) -> ReportQuerySet:
    """The reports of a round with their dates, by country."""
    reports = Report.objects.filter(round=round_).select_related(
        "round__plan", "member__region", "review_started_by"
    )
    return with_dates(reports, today=today).order_by("member__country", "pk")


def reports_to_remind(round_: Round, *, today: dt.date) -> ReportQuerySet:
    """The reports that their members still have to submit, or to submit again."""
    return reports_of(round_, today=today).filter(Q(is_awaited=True))


def reports_with_entries(round_: Round) -> ReportQuerySet:
    """Reports in which anything was said: by the member, or by DEVT in a remark."""
    said = Q(sections__isnull=False) | Q(versions__isnull=False) | Q(remarks__isnull=False)
    begun = ~Q(state__in=[ReportState.OPEN, ReportState.EXEMPT])
    return Report.objects.filter(said | begun, round=round_).distinct()


@dataclass(frozen=True)
class ClosingLeaves:
    """What a round would leave behind if it closed now."""

    missed: list[Report]
    """Reports that could not come any more."""
    with_own_date: list[Report]
    """Reports that may still come, by a later date of their own; with `own_due_on`."""
    to_review: int


def closing_leaves(round_: Round, *, today: dt.date) -> ClosingLeaves:
    reports = reports_of(round_, today=today)
    awaited = list(reports.filter(Q(is_awaited=True)))
    own = [report for report in awaited if (report.own_date() or dt.date.min) >= today]
    return ClosingLeaves(
        missed=[report for report in awaited if report not in own],
        with_own_date=own,
        to_review=reports.to_review().count(),
    )


def missed_members(round_: Round, *, today: dt.date) -> list[Member]:
    """Members for which the closed round can be reopened."""
    return [report.member for report in reports_of(round_, today=today).filter(Q(is_missed=True))]


def why_kept(round_: Round) -> str:
    """Why a round cannot be removed; empty where it can: planned, never opened, and without reports."""
    if round_.is_opened:
        return _("The round was opened: it cannot be removed any more.")
    if round_.is_cancelled or round_.acts.filter(action=RoundAction.OPENED).exists():
        return _(
            "The round was opened and cancelled, and its members were told: it stays with its trail."
            " It can be planned anew."
        )
    if round_.reports.exists():
        return _("The round has reports: it cannot be removed.")
    return ""


def rounds_of_plan(round_: Round, user: "User") -> QuerySet[Round]:
    """This round and its neighbours, by year."""
    return Round.objects.visible_to(user).filter(plan=round_.plan_id).select_related("plan").order_by("year")


def reachable(reports: Iterable[Report]) -> list[Report]:
    """Those whose members have somebody to write to."""
    found = list(reports)
    people = people_of_members(report.member_id for report in found)
    return [report for report in found if people.get(report.member_id)]


def review_queue(round_: Round, *, today: dt.date) -> ReportQuerySet:
    """What waits for DEVT, the longest waiting first."""
    return reports_of(round_, today=today).to_review().order_by(F("submitted_at"), "pk")


def progress_of_round(round_: Round, *, today: dt.date) -> RoundProgress:
    """One query, however many reports."""
    reports = with_dates(Report.objects.filter(round=round_), today=today).order_by()
    in_state = {f"is_{state}": Count("pk", filter=Q(state=state)) for state in ReportState.values}
    found = reports.aggregate(
        **in_state,
        **rate_counts(today),
        overdue=Count("pk", filter=Q(is_overdue=True)),
        to_come=Count("pk", filter=Q(is_awaited=True)),
        missed=Count("pk", filter=Q(is_missed=True)),
    )
    by_state = {state: found.pop(f"is_{state}") for state in ReportState.values}
    return RoundProgress(by_state=by_state, **found)
