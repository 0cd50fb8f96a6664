"""What DEVT does with a round: its dates, opening it, extensions and reminders."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting import emails
from activities.reporting.enums import RoundAction
from activities.reporting.models import Extension, Report, Round
from activities.reporting.rules import RUN_ROUND
from activities.reporting.selectors.checklist import check_list
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.dates_change import effect_of_dates
from activities.reporting.selectors.rounds import (
    expected_members,
    reachable,
    reports_of,
    reports_to_remind,
    reports_with_entries,
    why_kept,
)
from activities.reporting.services.acts import write_down
from kernel.access import require
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.texts import refuse_too_long
from kernel.workflow import WorkflowError
from members.models import Member
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User


@transaction.atomic
def create_round(
    *, plan: Plan, year: int, opens_on: dt.date, due_on: dt.date, closes_on: dt.date, by: "User"
) -> Round:
    """Plans the round; members see nothing of it until it is opened."""
    require(by, RUN_ROUND)
    round_ = Round(plan=plan, year=year, opens_on=opens_on, due_on=due_on, closes_on=closes_on)
    if year not in plan.years:
        raise WorkflowError(_("The plan does not cover that year."), field="year")
    round_.full_clean()
    with _audited("create_round", by):
        round_.save()
        write_down(round_, RoundAction.PLANNED, by)
    return round_


@transaction.atomic
def change_dates(
    *,
    round_: Round,
    opens_on: dt.date,
    due_on: dt.date,
    closes_on: dt.date,
    by: "User",
    reason: str = "",
) -> Round:
    """Moves the window of a round for all members at once; once it is open, with a reason and an e-mail."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    _refuse_if_closed(locked)
    wanted = {"opens_on": opens_on, "due_on": due_on, "closes_on": closes_on}
    before = {name: getattr(locked, name) for name in wanted}
    if before == wanted:
        return locked
    if locked.is_opened:
        if opens_on > locked.opens_on:
            raise WorkflowError(
                _("The round is open already: its opening day cannot be put off."), field="opens_on"
            )
        refuse_dates_that_have_passed(locked, due_on=due_on, closes_on=closes_on)
        if not reason.strip():
            raise WorkflowError(_("Give a reason."), field="reason")
    effect = effect_of_dates(locked, due_on=due_on, closes_on=closes_on, today=portal_day())
    locked.opens_on, locked.due_on, locked.closes_on = opens_on, due_on, closes_on
    locked.full_clean()
    moved = {
        name: [before[name].isoformat(), date.isoformat()]
        for name, date in wanted.items()
        if date != before[name]
    }
    with _audited("change_dates", by):
        locked.save()
        write_down(locked, RoundAction.DATES_CHANGED, by, reason=reason, **moved)
    if locked.is_opened:
        emails.dates_changed(locked, effect.told, before=effect.before, reason=reason.strip())
    return locked


def refuse_dates_that_have_passed(round_: Round, *, due_on: dt.date, closes_on: dt.date) -> None:
    """A date that is moved is moved to a day that can still be met."""
    today = portal_day()
    if due_on != round_.due_on and due_on < today:
        words = _("The new due date has passed: every report would be overdue at once.")
        raise WorkflowError(words, field="due_on")
    if closes_on < today:
        raise WorkflowError(_("The last day has passed. To end the round now, close it."), field="closes_on")


@transaction.atomic
def open_round(*, round_: Round, by: "User") -> list[Report]:
    """Gives each expected member its report and tells its people; opening twice does no harm."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    if locked.is_opened:
        return []
    found = check_list(locked, today=portal_day())
    if not found.can_open:
        raise WorkflowError(" ".join(check.text for check in found.blocks))
    locked.opened_at = timezone.now()
    locked.cancelled_at = locked.cancelled_by = None
    locked.cancel_reason = ""
    with _audited("open_round", by):
        locked.save()
        return _give_reports(locked, found.members, RoundAction.OPENED, by)


@transaction.atomic
def add_members(*, round_: Round, members: Collection[Member], by: "User") -> list[Report]:
    """Gives a report to members that have come to be expected since the round was opened."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    if not locked.is_running:
        raise WorkflowError(_("Members are added while the round runs."))
    without = expected_members(locked.year).exclude(reports__round=locked)
    added = list(without.filter(pk__in=[member.pk for member in members]).order_by("country"))
    if not added:
        words = _("Choose a member that is expected to report and has no report yet.")
        raise WorkflowError(words, field="members")
    with _audited("add_members", by):
        return _give_reports(locked, added, RoundAction.MEMBERS_ADDED, by)


@transaction.atomic
def cancel_round(*, round_: Round, by: "User", reason: str) -> Round:
    """Takes the opening back while no member has entered anything; whoever was told is told."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    _refuse_if_closed(locked)
    if not locked.is_opened:
        raise WorkflowError(_("The round is not open."))
    if not reason.strip():
        raise WorkflowError(_("Give a reason."), field="reason")
    reports = _locked_reports(locked)
    if entered := reports_with_entries(locked).count():
        words = ngettext(
            "%(count)s member has entered something: close the round instead.",
            "%(count)s members have entered something: close the round instead.",
            entered,
        )
        raise WorkflowError(words % {"count": entered})
    locked.opened_at = None
    locked.cancelled_at, locked.cancelled_by, locked.cancel_reason = timezone.now(), by, reason.strip()
    with _audited("cancel_round", by):
        emails.round_cancelled(locked, reports, reason=reason.strip())
        locked.reports.all().delete()
        locked.extensions.all().delete()
        locked.save()
        members = [report.member for report in reports]
        write_down(locked, RoundAction.CANCELLED, by, reason=reason, members=members)
    DATA_CHANGED.call(DataChanged(locked.plan, [locked.year], "acceptance"))
    return locked


@transaction.atomic
def remove_round(*, round_: Round, by: "User") -> None:
    """Takes a round away that was planned and never opened; the database's history keeps what it was."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    if reason := why_kept(locked):
        raise WorkflowError(reason)
    with _audited("remove_round", by):
        locked.delete()


@transaction.atomic
def extend(*, round_: Round, member: Member, due_on: dt.date, reason: str, by: "User") -> Extension:
    """Grants one member more time; the last extension counts, all are kept."""
    require(by, RUN_ROUND)
    _refuse_if_closed(_lock(round_))
    report = _report_still_to_come(round_, member)
    if not reason.strip():
        raise WorkflowError(_("Give a reason."), field="reason")
    refuse_too_long(reason)
    if due_on <= report.due_on or due_on < portal_day():
        words = _("The new due date must lie after today and after the one in force.")
        raise WorkflowError(words, field="due_on")
    with _audited("extend", by):
        extension = Extension.objects.create(
            round=round_, member=member, due_on=due_on, reason=reason, granted_by=by
        )
        day = due_on.isoformat()
        write_down(round_, RoundAction.EXTENDED, by, reason=reason, members=[member], due_on=day)
    emails.extension_granted(report, extension)
    return extension


@transaction.atomic
def close_round(*, round_: Round, by: "User", reason: str = "") -> Round:
    """Ends the round: nothing of it can be filled in or submitted any more; reviews go on.

    Members with a later date of their own keep it.  Before its last day has passed, it takes a
    reason, for those whose report did not come.  Closing twice does no harm.
    """
    require(by, RUN_ROUND)
    locked = _lock(round_)
    if not locked.is_opened:
        raise WorkflowError(_("The round was never opened."))
    if locked.is_closed:
        return locked
    if locked.takes_entries_on(portal_day()) and not reason.strip():
        raise WorkflowError(_("Give a reason."), field="reason")
    refuse_too_long(reason)
    return _close(locked, by, reason.strip())


def close_rounds_past(*, today: dt.date) -> list[Round]:
    """Closes, one by one, the rounds whose last day lies before `today`; nobody does it, time does."""
    closed = []
    for pk in Round.objects.past_closing_on(today).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            due = Round.objects.past_closing_on(today).filter(pk=pk).select_for_update(of=["self"])
            if round_ := due.select_related("plan").first():
                closed.append(_close(round_, None))
    return closed


@transaction.atomic
def reopen_round_for(
    *, round_: Round, members: Collection[Member], due_on: dt.date, reason: str, by: "User"
) -> list[Extension]:
    """Lets these members fill in and submit until `due_on` although the round is closed."""
    require(by, RUN_ROUND)
    locked = _lock(round_)
    if not locked.is_closed:
        raise WorkflowError(_("The round is not closed: give the member more time instead."))
    if not reason.strip():
        raise WorkflowError(_("Give a reason."), field="reason")
    refuse_too_long(reason)
    if not members:
        raise WorkflowError(_("Choose a member."), field="members")
    return [_reopen_for(locked, member, due_on, reason.strip(), by) for member in members]


@transaction.atomic
def remind(
    *, round_: Round, by: "User", message: str = "", members: Collection[int] | None = None
) -> tuple[int, int]:
    """Writes to every member whose report is still to come and who has people; how many members and e-mails.

    `members` narrows it to those ids.  What is added to the e-mail stands in the trail as the reason.
    """
    require(by, RUN_ROUND)
    refuse_too_long(message)
    today = portal_day()
    reports = reports_to_remind(round_, today=today)
    if members is not None:
        reports = reports.filter(member__in=members)
    reached = reachable(reports)
    if reached:
        members_reached = [report.member for report in reached]
        write_down(round_, RoundAction.REMINDED, by, reason=message, members=members_reached)
    return len(reached), emails.reminder(round_, reached, message=message.strip(), today=today)


def _give_reports(
    round_: Round, members: Collection[Member], action: RoundAction, by: "User"
) -> list[Report]:
    reports = Report.objects.bulk_create(Report(round=round_, member=member) for member in members)
    write_down(round_, action, by, members=members)
    emails.round_opened(round_, reports)
    DATA_CHANGED.call(DataChanged(round_.plan, [round_.year], "acceptance"))
    return reports


def _close(locked: Round, by: "User | None", reason: str = "") -> Round:
    locked.closed_at, locked.closed_by = timezone.now(), by
    with _audited("close_round", by):
        locked.save()
        write_down(locked, RoundAction.CLOSED, by, reason=reason)
    missed = reports_of(locked, today=portal_day()).filter(Q(is_missed=True))
    emails.round_closed(locked, missed, reason=reason)
    return locked


def _reopen_for(round_: Round, member: Member, due_on: dt.date, reason: str, by: "User") -> Extension:
    report = _report_still_to_come(round_, member)
    earliest = max(portal_day(), report.own_due_on or dt.date.min)
    if due_on < earliest:
        words = _("The last day for %(member)s must be %(day)s or later.")
        raise WorkflowError(words % {"member": member, "day": date_format(earliest)}, field="due_on")
    with _audited("reopen_round_for", by):
        reopening = Extension.objects.create(
            round=round_, member=member, due_on=due_on, reason=reason, granted_by=by, is_reopening=True
        )
        day = due_on.isoformat()
        write_down(round_, RoundAction.REOPENED_FOR, by, reason=reason, members=[member], due_on=day)
    emails.round_reopened(report, reopening)
    return reopening


def _refuse_if_closed(round_: Round) -> None:
    if round_.is_closed:
        raise WorkflowError(_("The round is closed. It can be reopened for single members."))


def _lock(round_: Round) -> Round:
    rounds = Round.objects.select_for_update(of=["self"]).select_related("plan")
    found = rounds.filter(pk=round_.pk).first()
    if found is None:
        raise WorkflowError(_("The round is not there any more: it was removed."))
    return found


def _locked_reports(round_: Round) -> list[Report]:
    """Whoever saves holds the lock on its report: what was saved is seen, and what comes later waits."""
    reports = round_.reports.select_for_update(of=["self"]).select_related("round", "member")
    return list(reports.order_by("pk"))


def _report_still_to_come(round_: Round, member: Member) -> Any:
    """With its dates."""
    reports = with_dates(Report.objects.filter(round=round_, member=member), today=portal_day())
    report = reports.first()
    if report is None:
        raise WorkflowError(_("This member has no report in the round."), field="member")
    if not report.is_editable:
        raise WorkflowError(_("An extension is for a report that is still to come."), field="member")
    return report


def _audited(action: str, by: "User | None") -> Any:
    """Without a person for what comes by itself."""
    person = {"user": by.pk} if by else {}
    return pghistory.context(action=f"reporting.{action}", **person)
