"""What templates of reporting say of a report."""

from django import template

from activities.reporting.enums import ReportState
from activities.reporting.models import Report

register = template.Library()

MARKS = {
    ReportState.DRAFT: "going",
    ReportState.SUBMITTED: "going",
    ReportState.IN_REVIEW: "going",
    ReportState.RETURNED: "at-risk",
    ReportState.ACCEPTED: "on-track",
}


@register.filter
def report_status(report: Report) -> str:
    """The class of the mark of a report's state."""
    return MARKS.get(ReportState(report.state), "")
