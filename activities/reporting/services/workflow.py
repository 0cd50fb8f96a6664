"""The only writer of a report's state: each function makes one move of the table.

Every function locks the report, asks for the permission, moves, and writes the trail,
all in one transaction; e-mails leave after commit.  The report passed in may be stale:
what counts is the row in the database, which comes back.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.reporting import emails
from activities.reporting.canonical import activities_in, canonical_content, sha256
from activities.reporting.completeness import problems_before_signing
from activities.reporting.enums import RoundAction
from activities.reporting.errors import HeldByAnother, Incomplete, StaleVersion
from activities.reporting.models import Report, Return, Version
from activities.reporting.rules import REVIEW_REPORT, SUBMIT_REPORT, WITHDRAW_REPORT
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.locks import why_locked, why_round_is_over
from activities.reporting.services.acts import write_down
from kernel.access import require
from kernel.joints import DATA_CHANGED, DataChanged
from kernel.texts import refuse_too_long
from kernel.workflow import IllegalMove, advance, audited, leave_trail

if TYPE_CHECKING:
    from members.models import User


def begin(*, report: Report, by: "User") -> Report:
    """The first save makes a report a draft; later saves find it as it is."""
    with transaction.atomic():
        locked = lock(report)
        if locked.is_open:
            advance(locked, "begin", by=by)
        return locked


def submit(*, report: Report, by: "User") -> Version:
    """Signs the report: keeps the version and gives the receipt.

    A second press of the button gets the receipt of the first.
    """
    with transaction.atomic():
        locked = lock(report)
        require(by, SUBMIT_REPORT, locked)
        if locked.is_submitted:
            return locked.versions.latest("number")
        refuse_if_over(locked)
        advance(locked, "submit", by=by)
        _refuse_unless_ready(locked)
        version = _keep_version(locked, by)
        _counts_change(locked)
        emails.report_submitted(locked, version)
        return version


def withdraw(*, report: Report, by: "User", reason: str = "") -> Report:
    """Takes a submitted report back to the draft; a return it answers stays in force.

    The version that was signed is kept, as withdrawn.  The statement of a nil return
    stays as text to edit, and states nothing until it is signed again.
    """
    with transaction.atomic():
        locked = lock(report)
        require(by, WITHDRAW_REPORT, locked)
        if locked.is_submitted and not locked.takes_entries_on(portal_day()):
            raise IllegalMove(
                _("%(why)s A report that is withdrawn could not be submitted again.")
                % {"why": why_round_is_over(locked)}
            )
        locked.is_nil = False
        advance(locked, "withdraw", by=by, reason=reason)
        version = _withdraw_version(locked, by)
        _counts_change(locked)
        emails.report_withdrawn(locked, version, by=by, reason=reason)
        return locked


def start_review(*, report: Report, by: "User") -> Report:
    """Claims the review; a second officer learns who has it."""
    with transaction.atomic():
        locked = lock(report)
        require(by, REVIEW_REPORT, locked)
        if locked.is_in_review:
            _refuse_unless_held(locked, by)
            return locked
        locked.review_started_by = by
        advance(locked, "start_review", by=by)
        return locked


def take_over(*, report: Report, by: "User") -> Report:
    """Puts a review that another officer has claimed into one's own hands."""
    with transaction.atomic():
        locked = lock(report)
        require(by, REVIEW_REPORT, locked)
        if not locked.is_in_review:
            raise IllegalMove(_("Only a report in review can be taken over."))
        if locked.review_started_by_id == by.pk:
            return locked
        reason = _("Review taken over from %(name)s") % {"name": locked.review_started_by}
        locked.review_started_by = by
        with audited(locked, "take_over", by, reason):
            locked.save()
        leave_trail(locked, locked.state, by, reason)
        return locked


def return_report(
    *, report: Report, by: "User", due_on: dt.date, reason: str = "", version: int | None = None
) -> Return:
    """Sends the report back with what DEVT remarked, or with a reason, and a new due date."""
    with transaction.atomic():
        locked = lock(report)
        _refuse_decision_unless_in_hand(locked, by, version)
        advance(locked, "send_back", by=by, reason=reason)
        made = _add_return(locked, by, due_on, reason)
        _counts_change(locked)
        return made


def accept(*, report: Report, by: "User", version: int | None = None) -> Report:
    """Accepts what was signed; pressing twice does no harm."""
    with transaction.atomic():
        locked = lock(report)
        require(by, REVIEW_REPORT, locked)
        _refuse_another_version(locked, version)
        if locked.is_accepted:
            return locked
        _refuse_decision_unless_in_hand(locked, by, version)
        locked.accepted_at = timezone.now()
        locked.accepted_by = by
        advance(locked, "accept", by=by)
        _counts_change(locked)
        emails.report_accepted(locked)
        return locked


def reopen(*, report: Report, by: "User", reason: str, due_on: dt.date | None = None) -> Report:
    """Takes an acceptance back: into review, or to the member where a new due date is given."""
    with transaction.atomic():
        locked = lock(report)
        locked.accepted_at = locked.accepted_by = None
        locked.review_started_by = by
        _refuse_without(reason)
        advance(locked, "reopen_to_member" if due_on else "reopen", by=by, reason=reason)
        if due_on:
            _add_return(locked, by, due_on, reason)
        else:
            emails.report_reopened(locked, reason=reason)
        _counts_change(locked)
        return locked


def exempt(*, report: Report, by: "User", reason: str) -> Report:
    """Frees a member from reporting this year; it is then not expected in any rate."""
    with transaction.atomic():
        locked = lock(report)
        _refuse_without(reason)
        locked.exempt_reason = reason
        advance(locked, "exempt", by=by, reason=reason)
        write_down(locked.round, RoundAction.EXEMPTED, by, reason=reason, members=[locked.member])
        _counts_change(locked)
        emails.report_exempted(locked, reason=reason)
        return locked


def end_exemption(*, report: Report, by: "User", reason: str = "") -> Report:
    """Expects the report again, as far as it had come."""
    with transaction.atomic():
        locked = lock(report)
        locked.exempt_reason = ""
        advance(locked, "end_exemption", by=by, reason=reason)
        write_down(locked.round, RoundAction.EXEMPTION_ENDED, by, reason=reason, members=[locked.member])
        _counts_change(locked)
        emails.exemption_ended(_with_its_dates(locked), reason=reason)
        return locked


def lock(report: Report) -> Report:
    """The report as the database has it, held until the end of the transaction."""
    reports = Report.objects.select_for_update(of=["self"]).select_related("round__plan", "member")
    found = reports.filter(pk=report.pk).first()
    if found is None:
        raise IllegalMove(_("This report is not there any more: its round was cancelled."))
    return found


def _refuse_unless_ready(report: Report) -> None:
    if report.round.opens_on > portal_day():
        raise IllegalMove(_("The reporting round is not open."))
    if problems := problems_before_signing(report):
        raise Incomplete(_("The report is not complete yet."), problems)


def _keep_version(report: Report, by: "User") -> Version:
    number = report.versions.count() + 1
    content = canonical_content(report)
    return Version.objects.create(
        report=report,
        number=number,
        receipt=f"{report.round.plan.code}/{report.round.year}/{report.member.iso2}/{number}",
        content=content,
        activities=activities_in(report),
        sha256=sha256(content),
        submitted_at=timezone.now(),
        submitted_by=by,
    )


def _withdraw_version(report: Report, by: "User") -> Version:
    version = report.versions.standing().latest("number")
    version.withdrawn_at, version.withdrawn_by = timezone.now(), by
    version.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return version


def _refuse_decision_unless_in_hand(report: Report, by: "User", version: int | None) -> None:
    require(by, REVIEW_REPORT, report)
    if report.is_in_review:
        _refuse_unless_held(report, by)
    _refuse_another_version(report, version)


def _refuse_another_version(report: Report, version: int | None) -> None:
    """`version` is the one that the reviewer has read."""
    if version is not None and version != report.versions.count():
        raise StaleVersion(_("The member has submitted again. Please read the version that stands now."))


def _refuse_unless_held(report: Report, by: "User") -> None:
    if report.review_started_by_id != by.pk:
        name = {"name": report.review_started_by}
        raise HeldByAnother(_("%(name)s is reviewing this report. Take it over first.") % name)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise IllegalMove(_("Give a reason."), field="reason")
    refuse_too_long(reason)


def refuse_if_over(report: Report) -> None:
    """Where the round is over for this member, nothing is filled in or submitted any more."""
    if report.is_editable and (reason := why_locked(report)):
        raise IllegalMove(reason)


def _add_return(report: Report, by: "User", due_on: dt.date, reason: str) -> Return:
    """The next return, with every remark that was written for the member since the last."""
    _refuse_shorter(report, due_on)
    waiting = report.remarks.waiting()
    if not reason.strip() and not waiting.exists():
        words = _("Pin a remark to a section, or give a reason: the member must know what to do.")
        raise IllegalMove(words, field="reason")
    made = report.returns.create(
        number=report.returns.count() + 1,
        reason=reason,
        due_on=due_on,
        returned_at=timezone.now(),
        returned_by=by,
    )
    waiting.update(sent_with=made)
    emails.report_returned(report, made)
    return made


def _refuse_shorter(report: Report, due_on: dt.date) -> None:
    if due_on < portal_day():
        raise IllegalMove(_("The new due date lies in the past."), field="due_on")
    in_force = _with_its_dates(report)
    if due_on < in_force.due_on:
        words = _("The member has time until %(day)s already: a return cannot shorten it.")
        raise IllegalMove(words % {"day": date_format(in_force.due_on)}, field="due_on")


def _with_its_dates(report: Report) -> Any:
    reports = Report.objects.filter(pk=report.pk).select_related("round__plan", "member")
    return with_dates(reports, today=portal_day()).get()


def _counts_change(report: Report) -> None:
    """Figures of that year follow: which reports count, or how many are expected."""
    DATA_CHANGED.call(DataChanged(report.round.plan, [report.round.year], "acceptance"))
