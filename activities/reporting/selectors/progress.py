"""What the page of a round shows: rows of reports, the review queue, and what strikes the eye."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.reporting.enums import REVIEW_STATES, ReportState
from activities.reporting.models import Extension, Report, Round
from activities.reporting.selectors.anomalies import Anomalies, anomalies_of
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.filled import filled_by_report, together
from activities.reporting.selectors.round_reports import RoundReports
from activities.reporting.selectors.rounds import (
    RoundProgress,
    Share,
    progress_of_round,
    reports_with_entries,
)
from members.models import Member

LONG_WAIT = 5
"""Days after which a report has waited too long for its review."""


@dataclass(frozen=True)
class Row:
    """One report in a list; `report` carries the dates of `with_dates`."""

    report: Any
    filled: Share
    today: dt.date

    @property
    def is_extended(self) -> bool:
        return bool(self.report.due_on != self.report.round.due_on)

    @property
    def days_overdue(self) -> int | None:
        return (self.today - self.report.due_on).days if self.report.is_overdue else None

    @property
    def days_left(self) -> int:
        return int((self.report.due_on - self.today).days)

    @property
    def submitted_on(self) -> dt.date | None:
        at = self.report.submitted_at
        return portal_day(at) if at else None

    @property
    def days_late(self) -> int | None:
        if not self.report.is_late:
            return None
        return (portal_day(self.report.first_submitted_at) - self.report.first_due_on).days


@dataclass(frozen=True)
class Waiting:
    """A report in the review queue, with what was noticed in it."""

    report: Any
    anomalies: Anomalies
    today: dt.date

    @property
    def days(self) -> int:
        return (self.today - portal_day(self.report.submitted_at)).days

    @property
    def round_number(self) -> int:
        return int(self.report.times_returned) + 1

    @property
    def is_long(self) -> bool:
        return self.days >= LONG_WAIT

    @property
    def is_plain(self) -> bool:
        report = self.report
        return not (self.anomalies.count or report.is_late or report.is_nil or report.times_returned)


@dataclass(frozen=True)
class StateCard:
    state: str
    label: str
    count: int


@dataclass(frozen=True)
class Overview:
    """Where a round stands, and what asks for DEVT's attention."""

    standing: RoundProgress
    completeness: Share
    oldest_days: int | None
    without_people: int
    extended: list[Member]
    """Those with a later date of their own."""
    begun: bool
    """Whether anything was entered, so that the round can no longer be cancelled."""

    @property
    def to_remind(self) -> int:
        """Members whose report is to come and whom an e-mail reaches."""
        return self.standing.to_come - self.without_people

    @property
    def needs_attention(self) -> bool:
        return bool(self.standing.overdue or self.standing.missed or self.extended)

    @property
    def cards(self) -> list[StateCard]:
        return [
            StateCard(state.value, str(state.label), self.standing.by_state[state]) for state in ReportState
        ]


BAR = (
    ("accepted", _("accepted"), (ReportState.ACCEPTED,)),
    ("to-review", _("to review"), REVIEW_STATES),
    ("returned", _("returned"), (ReportState.RETURNED,)),
    ("draft", _("drafts"), (ReportState.DRAFT,)),
    ("open", _("not begun"), (ReportState.OPEN,)),
)


@dataclass(frozen=True)
class Piece:
    """A part of a bar that is 1,000 wide."""

    look: str
    label: str
    count: int
    x: str
    width: str


def bar_of(standing: RoundProgress) -> list[Piece]:
    """The expected reports of a round in one bar, from accepted to not begun."""
    pieces, before = [], 0
    for look, label, states in BAR:
        count = sum(standing.by_state[state] for state in states)
        x, width = (f"{1000 * part / (standing.expected or 1):.1f}" for part in (before, count))
        pieces.append(Piece(look, str(label), count, x, width))
        before += count
    return pieces


def overview(found: RoundReports) -> Overview:
    """The same number of queries for any number of reports."""
    awaited, waiting = found.awaited, found.to_review
    return Overview(
        standing=progress_of_round(found.round, today=found.today),
        completeness=together(found.filled.values()),
        oldest_days=(found.today - portal_day(waiting[0].submitted_at)).days if waiting else None,
        without_people=sum(report.member_id not in found.people for report in awaited),
        begun=reports_with_entries(found.round).exists(),
        extended=_extended(found.round),
    )


def rows_of(round_: Round, reports: Iterable[Report], *, today: dt.date) -> list[Row]:
    found = list(reports)
    return rows_with(filled_by_report(round_, found), found, today=today)


def rows_with(filled: Mapping[int, Share], reports: Iterable[Report], *, today: dt.date) -> list[Row]:
    """A report that was added since has nothing filled in."""
    return [Row(report, filled.get(report.pk, Share(0, 0)), today) for report in reports]


def queue_rows(reports: Iterable[Report], *, today: dt.date) -> list[Waiting]:
    found = list(reports)
    anomalies = anomalies_of(found)
    return [Waiting(report, anomalies[report.pk], today) for report in found]


def _extended(round_: Round) -> list[Member]:
    extensions = Extension.objects.filter(round=round_)
    return list(Member.objects.filter(pk__in=extensions.values("member")).order_by("country", "pk"))
