"""Who may do what with rounds and reports; pages, API, templates and services ask here.

Whether a report stands where a move starts is the state machine's word, in
`activities.reporting.models.workflow`; here stands only who may move it.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from kernel.access import define_permission
from kernel.days import portal_day
from members.rules import Person, has_any_role, is_devco, is_devt

if TYPE_CHECKING:
    from activities.reporting.models import Report


@predicate
def writes_for_member(user: Person, report: "Report | None") -> bool:
    return report is not None and has_any_role(user) and user.writes_for(report.member_id)


@predicate
def signs_for_member(user: Person, report: "Report | None") -> bool:
    return report is not None and has_any_role(user) and user.signs_for(report.member_id)


@predicate
def can_be_edited(user: Person, report: "Report | None") -> bool:
    return report is not None and report.is_editable and report.takes_entries_on(portal_day())


VIEW_PROGRESS = define_permission(
    "reporting.view_progress", is_devt, refusal=_("Only DEVT sees who has reported and who has not.")
)
VIEW_ACCEPTED = define_permission(
    "reporting.view_accepted",
    is_devt | is_devco,
    refusal=_("Only DEVT and DEVCO read how members rate an activity in their accepted reports."),
)
READ_NARRATIVES = define_permission(
    "reporting.read_narratives",
    is_devt,
    refusal=_("Only DEVT reads what members write of an activity in their reports."),
)
RUN_ROUND = define_permission("reporting.run_round", is_devt, refusal=_("Only DEVT runs a reporting round."))
FILL_REPORT = define_permission(
    "reporting.fill_report",
    writes_for_member,
    refusal=_("Only an editor or the authorised officer of the member fills in its report."),
)
EDIT_REPORT = define_permission(
    "reporting.edit_report",
    writes_for_member & can_be_edited,
    refusal=_("The report cannot be changed as it stands, or not by you."),
)
SUBMIT_REPORT = define_permission(
    "reporting.submit_report",
    signs_for_member,
    refusal=_("Only the authorised officer of the member signs and submits its report."),
)
WITHDRAW_REPORT = define_permission(
    "reporting.withdraw_report",
    signs_for_member,
    refusal=_("Only the authorised officer of the member withdraws its report."),
)
REVIEW_REPORT = define_permission("reporting.review_report", is_devt, refusal=_("Only DEVT reviews reports."))
EXEMPT_REPORT = define_permission(
    "reporting.exempt_report", is_devt, refusal=_("Only DEVT frees a member from reporting.")
)
WRITE_REMARK = define_permission(
    "reporting.write_remark",
    is_devt | writes_for_member,
    refusal=_("Only DEVT and those who fill in the report write remarks on it."),
)
WRITE_INTERNAL_REMARK = define_permission(
    "reporting.write_internal_remark", is_devt, refusal=_("Only DEVT writes internal remarks.")
)
