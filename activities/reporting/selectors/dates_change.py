"""What other dates of a round would do to its reports, before anything is changed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from activities.reporting.models import Report, Round
from activities.reporting.selectors.dates import Window, with_dates


@dataclass(frozen=True)
class DatesEffect:
    """Reports with the dates that they would have, by what would become of them."""

    overdue: list[Any]
    no_longer_overdue: list[Any]
    late: list[Any]
    no_longer_late: list[Any]
    told: list[Any]
    """Those still awaited whose due date or last day would be another."""
    before: dict[int, dt.date]
    """The due dates in force now, by report id."""


def effect_of_dates(round_: Round, *, due_on: dt.date, closes_on: dt.date, today: dt.date) -> DatesEffect:
    """Two queries: the reports as they stand, and with these dates."""
    now = {report.pk: report for report in _reports(round_, today, Window())}
    then = _reports(round_, today, Window(due_on, closes_on))
    closes_otherwise = closes_on != round_.closes_on
    return DatesEffect(
        overdue=[one for one in then if one.is_overdue and not now[one.pk].is_overdue],
        no_longer_overdue=[one for one in then if now[one.pk].is_overdue and not one.is_overdue],
        late=[one for one in then if one.is_late and not now[one.pk].is_late],
        no_longer_late=[one for one in then if now[one.pk].is_late and not one.is_late],
        told=[
            one for one in then if one.is_awaited and (closes_otherwise or one.due_on != now[one.pk].due_on)
        ],
        before={pk: report.due_on for pk, report in now.items()},
    )


def _reports(round_: Round, today: dt.date, window: Window) -> list[Any]:
    reports = Report.objects.filter(round=round_).select_related("round__plan", "member")
    return list(with_dates(reports, today=today, window=window).order_by("member__country", "pk"))
