"""Two texts of one section side by side, and the choice between them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from activities.reporting.forms.conflicts import ConflictForm
from activities.reporting.models import ConflictCopy, Report
from activities.reporting.rules import FILL_REPORT
from activities.reporting.selectors.answer_text import copy_in_words
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.services.answers import InvalidSectionError, SectionConflictError
from activities.reporting.services.conflicts import put_away, settle, waiting_for
from activities.reporting.views.member import report_or_404
from kernel.access import require
from kernel.asked import takes
from kernel.workflow import WorkflowError
from members.requests import SignedInRequest


@takes("saved")
def conflict(request: SignedInRequest, pk: int, copy_pk: int) -> HttpResponse:
    """The author of the text that was set aside chooses, field by field, what stays."""
    report = report_or_404(request, pk)
    require(request.user, FILL_REPORT, report)
    copies = ConflictCopy.objects.filter(section__report=report, entered_by=request.user)
    copy = get_object_or_404(copies.select_related("section__report", "section__saved_by"), pk=copy_pk)
    layout = layout_of(report, only=[copy.section.key])
    section = layout.section(copy.section.key)
    if section is None:
        return not_asked(request, report, copy)
    form = ConflictForm(section, copy, request.POST or None)
    if request.method == "POST" and _settled(request, copy, form):
        return _next(request, pk, layout.step_of(copy.section.key).number)
    context = {"report": report, "copy": copy, "form": form, "step": layout.step_of(copy.section.key)}
    return render(request, "reporting/conflict.html", context)


def not_asked(request: SignedInRequest, report: Report, copy: ConflictCopy) -> HttpResponse:
    """The plan took the section away: its author reads the text, and puts it away."""
    if request.method == "POST":
        put_away(copy=copy, by=request.user)
        messages.success(request, _("Put away. The report's history keeps it."))
        return redirect("reporting:report", report.pk)
    context = {"report": report, "copy": copy, "texts": copy_in_words(copy)}
    return render(request, "reporting/conflict_not_asked.html", context)


def _settled(request: SignedInRequest, copy: ConflictCopy, form: ConflictForm) -> bool:
    try:
        settle(copy=copy, data=form.merged(), expected_version=form.version, by=request.user)
    except SectionConflictError:
        messages.warning(request, _("The section was saved once more meanwhile. Please choose again."))
    except InvalidSectionError as refused:
        messages.error(request, " ".join(text for texts in refused.problems.values() for text in texts))
    except WorkflowError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved what you chose."))
        return True
    return False


def _next(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    waiting = waiting_for(report_or_404(request, pk), request.user)
    if waiting:
        return redirect("reporting:conflict", pk, waiting[0].pk)
    return redirect("reporting:step", pk, number)
