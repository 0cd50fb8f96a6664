"""What templates of reporting say of a report."""

from django import template

from activities.reporting.enums import STATUS_OF_STATE, ReportState
from activities.reporting.models import Report

register = template.Library()


@register.filter
def report_status(report: Report) -> str:
    """The class of the mark of a report's state."""
    return STATUS_OF_STATE[ReportState(report.state)]
