"""All reports of a round as they are on a day, read once for everything that its page tells."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from activities.reporting.enums import REVIEW_STATES
from activities.reporting.models import Round
from activities.reporting.selectors.filled import filled_by_report
from activities.reporting.selectors.rounds import Share, reports_of
from members.models import User
from members.selectors import people_of_members


@dataclass(frozen=True)
class RoundReports:
    """`reports` carry the dates of `with_dates`, by country; there are no more than members."""

    round: Round
    today: dt.date

    @cached_property
    def reports(self) -> list[Any]:
        return list(reports_of(self.round, today=self.today))

    @cached_property
    def awaited(self) -> list[Any]:
        """Those that their members still have to submit, or to submit again."""
        return [report for report in self.reports if report.is_awaited]

    @cached_property
    def to_review(self) -> list[Any]:
        """What waits for DEVT, the longest waiting first."""
        waiting = [report for report in self.reports if report.state in REVIEW_STATES]
        return sorted(waiting, key=lambda report: (report.submitted_at, report.pk))

    @cached_property
    def people(self) -> dict[int, list[User]]:
        """Who could fill in what is awaited, by member."""
        return people_of_members(report.member_id for report in self.awaited)

    @cached_property
    def filled(self) -> dict[int, Share]:
        return filled_by_report(self.round, self.reports)
