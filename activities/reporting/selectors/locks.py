"""Why a report cannot be filled in, in words for whoever tried."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.reporting.models import Report
from kernel.days import portal_day


def why_locked(report: Report) -> str:
    """Empty where its member may fill it in today."""
    if not report.is_editable:
        words = _("The report stands at “%(state)s”, so it cannot be changed.")
        return words % {"state": report.get_state_display()}
    return "" if report.takes_entries_on(portal_day()) else why_round_is_over(report)


def why_round_is_over(report: Report) -> str:
    if not report.round.is_opened:
        return _("The reporting round is not open.")
    words = _("The reporting round %(year)s closed on %(day)s. DEVT can reopen it for your member.")
    round_ = report.round
    closed_on = portal_day(round_.closed_at) if round_.closed_at else round_.closes_on
    return words % {"year": round_.year, "day": date_format(min(closed_on, round_.closes_on))}
