"""Signing a report, or the statement that there is nothing to report."""

from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.enums import Rating
from activities.reporting.models import Report, Version
from activities.reporting.rules import SUBMIT_REPORT
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import SectionLayout
from activities.reporting.services.workflow import lock, submit
from kernel.access import require
from kernel.texts import too_long
from kernel.workflow import IllegalMove

if TYPE_CHECKING:
    from members.models import User

SAYS_NOTHING = [SectionData(rating=rating) for rating in ("", Rating.NOT_STARTED, Rating.NOT_REACHED)]


@transaction.atomic
def sign_report(*, report: Report, by: "User") -> Version:
    """Submits what the sections say."""
    locked = lock(report)
    require(by, SUBMIT_REPORT, locked)
    if locked.is_editable and (locked.is_nil or locked.nil_statement):
        _state_nil(locked, statement="", by=by)
    return submit(report=locked, by=by)


@transaction.atomic
def sign_nil_return(*, report: Report, statement: str, by: "User") -> Version:
    """Submits the statement that there is nothing to report; it counts as reported."""
    locked = lock(report)
    require(by, SUBMIT_REPORT, locked)
    if locked.is_editable:
        _refuse_nil(locked, statement)
        _state_nil(locked, statement=statement.strip(), by=by)
    return submit(report=locked, by=by)


def sections_with_something_to_report(report: Report) -> list[SectionLayout]:
    """Sections of activities that say, or show by evidence, more than that nothing was done."""
    return [
        section
        for section in layout_of(report).sections.values()
        if section.activity and (says_something(section.data) or section.evidence)
    ]


def says_something(data: SectionData) -> bool:
    return not data.is_silent and data.told not in SAYS_NOTHING


def _refuse_nil(report: Report, statement: str) -> None:
    if not statement.strip():
        raise IllegalMove(_("A nil return needs its statement."))
    if message := too_long(statement):
        raise IllegalMove(message)
    if count := len(sections_with_something_to_report(report)):
        raise IllegalMove(
            ngettext(
                "%(count)s section holds something to report. Submit the report instead of a nil return.",
                "%(count)s sections hold something to report. Submit the report instead of a nil return.",
                count,
            )
            % {"count": count}
        )


def _state_nil(report: Report, *, statement: str, by: "User") -> None:
    report.is_nil, report.nil_statement = bool(statement), statement
    with pghistory.context(action="reporting.nil_return", user=by.pk):
        report.save(update_fields=["is_nil", "nil_statement"])
