"""What templates of reporting say of a report."""

from django import template
from django.utils.translation import gettext as _

from activities.reporting.models import Report
from activities.reporting.selectors.people import listed

register = template.Library()
register.filter(listed)


@register.filter
def state_in_words(report: Report) -> str:
    """The state, and first of all that it is overdue, where the report carries its dates."""
    state = report.get_state_display()
    if getattr(report, "is_overdue", False):
        return _("Overdue · %(state)s") % {"state": state}
    return state
