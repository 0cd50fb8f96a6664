"""Whether the years of a plan are complete: each round closed, and every report expected decided."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from activities.reporting.enums import REVIEW_STATES, ReportState, YearState
from activities.reporting.models import Report, Round
from activities.reporting.selectors.dates import with_dates
from kernel.days import portal_day
from outputs.models import Plan


@dataclass(frozen=True)
class YearStanding:
    """How far the reports on a year are; `expected` leaves out those that are exempt."""

    year: int
    by_state: Mapping[str, int] = field(default_factory=dict)
    to_come: int = 0
    """Reports that may still be handed in, or handed in again."""
    never_came: int = 0
    """Reports that were not in when the round was closed, which is a decision too."""
    due_on: dt.date | None = None
    closes_on: dt.date | None = None
    is_begun: bool = False
    is_closed: bool = False
    is_due: bool = False
    """The due date of the round has passed."""
    is_past_closing: bool = False
    """The day on which it was to be closed has passed."""

    @property
    def expected(self) -> int:
        return sum(self.by_state.values()) - self.exempt

    @property
    def accepted(self) -> int:
        return self.by_state.get(ReportState.ACCEPTED, 0)

    @property
    def exempt(self) -> int:
        return self.by_state.get(ReportState.EXEMPT, 0)

    @property
    def to_review(self) -> int:
        return sum(self.by_state.get(state, 0) for state in REVIEW_STATES)

    @property
    def decided(self) -> int:
        return self.accepted + self.never_came

    @property
    def state(self) -> YearState:
        if not self.is_begun:
            return YearState.NOT_BEGUN
        all_decided = self.is_closed and self.decided == self.expected
        return YearState.COMPLETE if all_decided else YearState.PROVISIONAL

    @property
    def is_complete(self) -> bool:
        return self.state == YearState.COMPLETE

    @property
    def is_provisional(self) -> bool:
        return self.state == YearState.PROVISIONAL


def years_of(plan: Plan) -> dict[int, YearStanding]:
    """Every year of the plan by its number."""
    return years_of_plans([plan])[plan.pk]


def years_of_plans(plans: Iterable[Plan]) -> dict[int, dict[int, YearStanding]]:
    """The years of each plan; two queries, however many plans, rounds and reports there are."""
    chosen = {plan.pk: plan for plan in plans}
    found = {pk: {year: YearStanding(year) for year in plan.years} for pk, plan in chosen.items()}
    today = portal_day()
    counts = counts_by_round(chosen, today)
    for round_ in Round.objects.opened().filter(plan__in=chosen).order_by("year"):
        counted = counts.get(round_.pk, {})
        found[round_.plan_id][round_.year] = standing_of_year(round_, counted, today)
    return found


def counts_by_round(plans: Collection[int], today: dt.date) -> dict[int, dict[str, int]]:
    """Of each round with reports: how many are in each state, awaited, and missed."""
    reports = with_dates(Report.objects.filter(round__plan__in=plans), today=today).order_by()
    kinds = {state: Q(state=state) for state in ReportState.values}
    kinds |= {"awaited": Q(is_awaited=True), "missed": Q(is_missed=True)}
    counts = {f"n_{kind}": Count("pk", filter=condition) for kind, condition in kinds.items()}
    rows: Iterable[dict[str, int]] = reports.values("round").annotate(**counts)  # type: ignore[assignment]
    return {row["round"]: {kind: row[f"n_{kind}"] for kind in kinds} for row in rows}


def standing_of_year(round_: Round, counted: Mapping[str, int], today: dt.date) -> YearStanding:
    """A round that was closed before its due date was due on the day of its closing."""
    due_on = min(round_.due_on, portal_day(round_.closed_at)) if round_.closed_at else round_.due_on
    return YearStanding(
        year=round_.year,
        by_state={state: counted.get(state, 0) for state in ReportState.values},
        to_come=counted.get("awaited", 0),
        never_came=counted.get("missed", 0),
        due_on=due_on,
        closes_on=round_.closes_on,
        is_begun=True,
        is_closed=round_.is_closed,
        is_due=round_.is_closed or due_on < today,
        is_past_closing=round_.closes_on < today,
    )
