"""The end of a round: by DEVT or by itself, what it ends and what it leaves, and reopening for one member."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from activities.reporting.models import Report, Round
from activities.reporting.periodic import close_rounds
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.dates import with_dates
from activities.reporting.selectors.rates import rates
from activities.reporting.selectors.rounds import progress_of_round, reports_of
from activities.reporting.selectors.years import years_of
from activities.reporting.services import rounds, workflow
from kernel.models import Email
from kernel.workflow import IllegalMove, WorkflowError
from members.models import Member, User
from tests.factories.reporting import ReportFactory, RoundFactory
from tests.reporting.conftest import TODAY
from tests.reporting.making import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

WORDS = SectionData(done="We met.")
LAST_DAY = dt.date(2014, 4, 30)


def acts(round_: Round) -> list[tuple[str, str]]:
    return [(act.action, str(act.by or "")) for act in round_.acts.all()]


def dated(report: Report, today: dt.date = TODAY) -> Any:
    return with_dates(Report.objects.all(), today=today).get(pk=report.pk)


@pytest.fixture
def closed(round_2013: Round, report: Report, devt_officer: User) -> Round:
    return rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")


def test_devt_closes_once(closed: Round, devt_officer: User) -> None:
    again = rounds.close_round(round_=closed, by=devt_officer)

    assert (again.closed_at, again.closed_by) == (dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC), devt_officer)
    assert (again.is_closed, again.is_running) == (True, False)
    assert acts(again) == [("closed", "Olga Officer")]


def test_only_devt_closes_and_only_what_was_opened(devt_officer: User, nsb_officer: User) -> None:
    planned = RoundFactory.create(unopened=True)

    with pytest.raises(PermissionDenied, match="Only DEVT runs a reporting round"):
        rounds.close_round(round_=planned, by=nsb_officer)
    with pytest.raises(WorkflowError, match="never opened"):
        rounds.close_round(round_=planned, by=devt_officer)


@pytest.mark.parametrize(
    ("day", "needs_reason"),
    [(dt.date(2014, 3, 19), True), (dt.date(2014, 6, 30), True), (dt.date(2014, 7, 1), False)],
)
def test_a_reason_is_asked_for_while_members_have_time(
    round_2013: Round, report: Report, devt_officer: User, day: dt.date, needs_reason: bool
) -> None:
    with time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False):
        if needs_reason:
            with pytest.raises(WorkflowError, match="Give a reason") as refused:
                rounds.close_round(round_=round_2013, by=devt_officer, reason=" ")
            assert refused.value.field == "reason"
        closed = rounds.close_round(
            round_=round_2013, by=devt_officer, reason="All came." if needs_reason else ""
        )

    assert [act.reason for act in closed.acts.all()] == ["All came." if needs_reason else ""]


@pytest.mark.parametrize(
    ("moment", "is_closed"),
    [
        (dt.datetime(2014, 6, 30, 21, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2014, 6, 30, 22, 0, tzinfo=dt.UTC), True),
    ],
)
def test_closes_by_itself_at_midnight_where_the_portal_is_run(
    round_2013: Round, moment: dt.datetime, is_closed: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        close_rounds()
        close_rounds()

    round_2013.refresh_from_db()
    assert round_2013.is_closed is is_closed
    assert acts(round_2013) == [("closed", "")] * is_closed
    closing = round_2013.events.filter(pgh_context__metadata__action="reporting.close_round")
    assert [event.pgh_context.metadata for event in closing] == [
        {"action": "reporting.close_round"}
    ] * is_closed


def test_what_was_never_opened_or_is_closed_is_left_alone() -> None:
    planned = RoundFactory.create(unopened=True)
    past = RoundFactory.create(year=2012, closed=True)

    assert rounds.close_rounds_past(today=dt.date(2020, 1, 1)) == []
    planned.refresh_from_db()
    assert (planned.closed_at, past.closed_by) == (None, None)


class TestWhatClosingEnds:
    def test_nothing_is_filled_in_or_submitted(
        self, closed: Round, report: Report, nsb_officer: User, nsb_editor: User
    ) -> None:
        words = "The reporting round 2013 closed on 19 March 2014. DEVT can reopen it for your member."

        with pytest.raises(IllegalMove, match=words):
            save(report, "details", WORDS, nsb_editor)
        with pytest.raises(IllegalMove, match=words):
            workflow.submit(report=report, by=nsb_officer)
        assert not nsb_editor.has_perm("reporting.edit_report", Report.objects.get(pk=report.pk))

    def test_the_last_day_counts_before_the_round_is_closed(
        self, round_2013: Round, report: Report, nsb_editor: User
    ) -> None:
        with (
            time_machine.travel(dt.datetime(2014, 7, 1, 12, tzinfo=dt.UTC), tick=False),
            pytest.raises(IllegalMove, match="closed on 30 June 2014"),
        ):
            save(report, "details", WORDS, nsb_editor)

    def test_dates_members_and_more_time(self, closed: Round, kenya: Member, devt_officer: User) -> None:
        dates = {"opens_on": closed.opens_on, "due_on": LAST_DAY, "closes_on": closed.closes_on}

        with pytest.raises(WorkflowError, match="The round is closed"):
            rounds.change_dates(round_=closed, by=devt_officer, **dates)
        with pytest.raises(WorkflowError, match="added while the round runs"):
            rounds.add_members(round_=closed, members=[kenya], by=devt_officer)
        with pytest.raises(WorkflowError, match="The round is closed"):
            rounds.extend(round_=closed, member=kenya, due_on=LAST_DAY, reason="Flood.", by=devt_officer)

    def test_what_did_not_come_is_missed_and_not_overdue(self, closed: Round, report: Report) -> None:
        ReportFactory.create(round=closed, accepted=True)

        found, standing = (
            dated(report, dt.date(2015, 1, 1)),
            progress_of_round(closed, today=dt.date(2015, 1, 1)),
        )

        assert (found.is_awaited, found.is_missed, found.is_overdue) == (False, True, False)
        assert (standing.to_come, standing.missed, standing.overdue) == (0, 1, 0)


class TestWhatClosingLeaves:
    def test_reviews_go_on_and_a_return_gives_its_time(
        self, round_2013: Round, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        workflow.submit(report=report, by=nsb_officer)
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")

        workflow.start_review(report=report, by=devt_officer)
        workflow.return_report(report=report, by=devt_officer, due_on=LAST_DAY, reason="Mend.")
        workflow.submit(report=report, by=nsb_officer)
        workflow.start_review(report=report, by=devt_officer)
        workflow.accept(report=report, by=devt_officer)

        assert Report.objects.get(pk=report.pk).is_accepted

    def test_a_later_date_of_its_own_stays(
        self, round_2013: Round, report: Report, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        rounds.extend(round_=round_2013, member=kenya, due_on=LAST_DAY, reason="Flood.", by=devt_officer)
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")

        with time_machine.travel(dt.datetime(2014, 4, 30, 12, tzinfo=dt.UTC), tick=False):
            workflow.submit(report=report, by=nsb_officer)

        assert Report.objects.get(pk=report.pk).is_submitted

    def test_a_withdrawal_that_could_not_be_made_good_is_refused(
        self, round_2013: Round, report: Report, nsb_officer: User, devt_officer: User
    ) -> None:
        workflow.submit(report=report, by=nsb_officer)
        rounds.close_round(round_=round_2013, by=devt_officer, reason="All came.")

        with pytest.raises(IllegalMove, match="could not be submitted again"):
            workflow.withdraw(report=report, by=nsb_officer)


def test_closed_before_its_due_date_everything_is_due(
    round_2013: Round, report: Report, devt_officer: User
) -> None:
    rounds.close_round(round_=round_2013, by=devt_officer, reason="A new plan.")

    standing = progress_of_round(round_2013, today=TODAY)
    year = years_of(round_2013.plan)[2013]
    total = rates(round_2013.plan, 2013).total
    assert (standing.missed, standing.due) == (1, 1)
    assert (year.due_on, year.is_due) == (TODAY, True)
    assert (total.missing, total.to_come) == (1, 0)


class TestReopening:
    def test_in_a_round_that_was_closed_early_the_day_given_counts(
        self, round_2013: Round, report: Report, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        """Not the round's due date, which was later; and what is submitted is late, as was said."""
        rounds.close_round(round_=round_2013, by=devt_officer, reason="A new plan.")
        self.reopen(round_2013, kenya, devt_officer, due_on=dt.date(2014, 3, 25))
        awaited = reports_of(round_2013, today=TODAY).get()

        with time_machine.travel(dt.datetime(2014, 3, 21, 12, tzinfo=dt.UTC), tick=False):
            workflow.submit(report=report, by=nsb_officer)

        submitted = reports_of(round_2013, today=TODAY).get()
        assert (awaited.due_on, submitted.is_late) == (dt.date(2014, 3, 25), True)

    def reopen(self, round_: Round, member: Member, by: User, **more: Any) -> None:
        given = {"due_on": LAST_DAY, "reason": "They had no line."} | more
        rounds.reopen_round_for(round_=round_, members=[member], by=by, **given)

    def test_one_member_may_submit_until_its_day_and_is_told(
        self, closed: Round, report: Report, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        self.reopen(closed, kenya, devt_officer)

        with time_machine.travel(dt.datetime(2014, 4, 30, 12, tzinfo=dt.UTC), tick=False):
            workflow.submit(report=report, by=nsb_officer)
        mail = Email.objects.get(subject="Progress report 2013: reopened for you until 30 April 2014")
        assert mail.to == "officer.ke@example.org"
        assert "They had no line." in mail.text
        assert acts(closed) == [("closed", "Olga Officer"), ("reopened_for", "Olga Officer")]

    def test_it_came_late_however_long_it_was_reopened(
        self, closed: Round, report: Report, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        self.reopen(closed, kenya, devt_officer)
        with time_machine.travel(dt.datetime(2014, 4, 9, 12, tzinfo=dt.UTC), tick=False):
            workflow.submit(report=report, by=nsb_officer)

        found = dated(report)

        assert (found.due_on, found.first_due_on, found.is_late) == (LAST_DAY, TODAY, True)

    def test_the_day_after_it_is_over(
        self, closed: Round, report: Report, kenya: Member, nsb_officer: User, devt_officer: User
    ) -> None:
        self.reopen(closed, kenya, devt_officer)

        with (
            time_machine.travel(dt.datetime(2014, 5, 1, 12, tzinfo=dt.UTC), tick=False),
            pytest.raises(IllegalMove, match="closed on 19 March 2014"),
        ):
            workflow.submit(report=report, by=nsb_officer)

    def test_refusals(self, closed: Round, report: Report, kenya: Member, devt_officer: User) -> None:
        with pytest.raises(WorkflowError, match="Give a reason"):
            self.reopen(closed, kenya, devt_officer, reason=" ")
        with pytest.raises(WorkflowError, match="must be 19 March 2014 or later"):
            self.reopen(closed, kenya, devt_officer, due_on=dt.date(2014, 3, 18))
        with pytest.raises(WorkflowError, match="Choose a member"):
            rounds.reopen_round_for(
                round_=closed, members=[], due_on=LAST_DAY, reason="None.", by=devt_officer
            )
        with pytest.raises(WorkflowError, match="give the member more time instead"):
            self.reopen(RoundFactory.create(year=2012), kenya, devt_officer)
