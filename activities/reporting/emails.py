"""The e-mails of reporting; each is one function and its templates.

Called inside the transaction of the change that they tell of: they leave after commit.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from activities.reporting.models import Extension, Report, Return, Round, Version
from activities.reporting.selectors.sections import section_titles
from kernel import mail
from members.selectors import devt_people, people_of_member, people_of_members

if TYPE_CHECKING:
    from members.models import User


def round_opened(round_: Round, reports: Iterable[Report]) -> int:
    """Tells the people of each member that its report can be filled in; how many e-mails."""
    return _to_each_member("round_opened", reports, {"round": round_})


def reminder(round_: Round, reports: Iterable[Report], *, message: str, today: dt.date) -> int:
    """Reminds the people of each member; `reports` carry the dates of `with_dates`."""
    return _to_each_member("reminder", reports, {"round": round_, "message": message, "today": today})


def report_submitted(report: Report, version: Version) -> None:
    """Gives the member its receipt, and tells DEVT that there is something to review."""
    context = {"report": report, "version": version}
    mail.send(to=people_of_member(report.member_id), template="reporting/submitted", context=context)
    mail.send(to=devt_people(), template="reporting/to_review", context=context)


def report_withdrawn(report: Report, version: Version, *, by: "User", reason: str) -> None:
    """Tells the member's people and DEVT that nothing is submitted any more."""
    context = {"report": report, "version": version, "by": by, "reason": reason}
    to = [*people_of_member(report.member_id), *devt_people()]
    mail.send(to=to, template="reporting/withdrawn", context=context)


def report_returned(report: Report, made: Return) -> None:
    titles = section_titles(report.round)
    pinned = made.remarks.select_related("activity")
    remarks = [(titles.get(remark.key, remark.printed), remark) for remark in pinned]
    context = {"report": report, "return": made, "remarks": remarks}
    mail.send(to=people_of_member(report.member_id), template="reporting/returned", context=context)


def report_accepted(report: Report) -> None:
    mail.send(
        to=people_of_member(report.member_id), template="reporting/accepted", context={"report": report}
    )


def extension_granted(report: Report, extension: Extension) -> None:
    mail.send(
        to=people_of_member(report.member_id),
        template="reporting/extension",
        context={"report": report, "extension": extension},
    )


def report_exempted(report: Report, *, reason: str) -> None:
    context = {"report": report, "reason": reason}
    mail.send(to=people_of_member(report.member_id), template="reporting/exempted", context=context)


def exemption_ended(report: Report, *, reason: str) -> None:
    """`report` carries its dates."""
    context = {"report": report, "reason": reason}
    mail.send(to=people_of_member(report.member_id), template="reporting/exemption_ended", context=context)


def report_reopened(report: Report, *, reason: str) -> None:
    """The acceptance is taken back, and DEVT reads the report again."""
    context = {"report": report, "reason": reason}
    mail.send(to=people_of_member(report.member_id), template="reporting/review_reopened", context=context)


def dates_changed(
    round_: Round, reports: Iterable[Report], *, before: dict[int, dt.date], reason: str
) -> int:
    """Tells those concerned; `reports` carry their new dates, `before` the old due dates by report id."""
    sent = 0
    for report in reports:
        context = {"round": round_, "was_due_on": before[report.pk], "reason": reason}
        sent += _to_each_member("dates_changed", [report], context)
    return sent


def round_cancelled(round_: Round, reports: Iterable[Report], *, reason: str) -> int:
    return _to_each_member("round_cancelled", reports, {"round": round_, "reason": reason})


def round_closed(round_: Round, reports: Iterable[Report], *, reason: str = "") -> int:
    """Tells the members whose reports have not come that they cannot come any more."""
    return _to_each_member("round_closed", reports, {"round": round_, "reason": reason})


def round_reopened(report: Report, reopening: Extension) -> None:
    mail.send(
        to=people_of_member(report.member_id),
        template="reporting/reopened",
        context={"report": report, "reopening": reopening},
    )


def _to_each_member(template: str, reports: Iterable[Report], context: dict[str, object]) -> int:
    found = list(reports)
    people = people_of_members(report.member_id for report in found)
    sent = 0
    for report in found:
        to = people.get(report.member_id, [])
        sent += len(mail.send(to=to, template=f"reporting/{template}", context=context | {"report": report}))
    return sent
