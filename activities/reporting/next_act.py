"""What a member does next with a report that it may fill in: the same words wherever it is told."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.reporting.complete_sections import complete_sections
from activities.reporting.models import Report
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import ReportLayout


@dataclass(frozen=True)
class NextAct:
    words: str
    url: str


def next_act(report: Report) -> NextAct:
    """Of a draft five queries where what is complete is remembered, of any other report none."""
    if report.is_returned:
        return NextAct(_("Answer the return"), report.get_absolute_url())
    if report.is_open:
        return NextAct(_("Start the report"), _step(report, 1))
    layout = layout_of(report, only=())
    return next_act_in(layout, complete_sections(layout))


def next_act_in(layout: ReportLayout, complete: Collection[str]) -> NextAct:
    """Of a draft the first step that is not done, or the last, where all is checked and signed."""
    if layout.report.is_open:
        return next_act(layout.report)
    unfinished = (step for step in layout.steps if not set(step.keys) <= set(complete))
    step = next(unfinished, layout.steps[-1])
    words = _("Check and sign") if step.is_sign else _("Go on with “%(step)s”") % {"step": step.name}
    return NextAct(words, _step(layout.report, step.number))


def _step(report: Report, number: int) -> str:
    return reverse("reporting:step", args=[report.pk, number])
