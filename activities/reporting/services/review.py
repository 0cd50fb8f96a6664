"""Remarks on the sections of a report: DEVT's, internal or for the member, and the member's answers."""

from typing import TYPE_CHECKING

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from activities.reporting.models import Remark, Report
from activities.reporting.rules import REVIEW_REPORT, WRITE_INTERNAL_REMARK, WRITE_REMARK
from activities.reporting.selectors.sections import place_named
from kernel.access import require
from kernel.texts import refuse_too_long
from kernel.workflow import WorkflowError, audited

if TYPE_CHECKING:
    from members.models import User


@transaction.atomic
def write_remark(
    *, report: Report, section_key: str, text: str, by: "User", is_internal: bool = False
) -> Remark:
    """Pins a remark to a section.

    DEVT's remark for the member waits for the next return, which sends it; an internal
    one never leaves.  A member's answer is seen by DEVT at once.
    """
    require(by, WRITE_INTERNAL_REMARK if is_internal else WRITE_REMARK, report)
    if not text.strip():
        raise WorkflowError(_("Write the remark first."))
    refuse_too_long(text)
    place = place_named(report.round, section_key)
    if place is None:
        raise WorkflowError(_("There is no such section in this report."))
    with audited(report, "write_remark", by, reason=""):
        return Remark.objects.create(
            report=report,
            activity=place.activity,
            step=place.step,
            text=text.strip(),
            written_by=by,
            is_internal=is_internal,
            is_from_member=not by.is_devt,
        )


@transaction.atomic
def delete_remark(*, remark: Remark, by: "User") -> None:
    """Takes a remark back that the other side has not been sent."""
    waiting = Remark.objects.select_for_update().get(pk=remark.pk)
    require(by, REVIEW_REPORT, waiting.report)
    if waiting.sent_with_id or waiting.is_from_member:
        raise WorkflowError(_("A remark that was sent stays."))
    with pghistory.context(action="reporting.delete_remark", user=by.pk):
        waiting.delete()
