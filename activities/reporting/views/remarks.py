"""Where a member's people answer what DEVT remarked on a section."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from activities.reporting.forms.devt import AnswerForm
from activities.reporting.models import Remark
from activities.reporting.models.places import at
from activities.reporting.rules import FILL_REPORT
from activities.reporting.services.review import write_remark
from activities.reporting.views.member import place_or_404, report_or_404
from kernel.access import require
from kernel.forms import try_service
from members.requests import SignedInRequest


def answer_remarks(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The remarks on a section as far as the reader sees them, and a field for the answer."""
    report = report_or_404(request, pk)
    require(request.user, FILL_REPORT, report)
    place = place_or_404(report, key)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and try_service(
        form, lambda: write_remark(report=report, section_key=place.key, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("DEVT sees your answer."))
        return redirect("reporting:section", pk, place.key)
    thread = Remark.objects.visible_to(request.user).filter(at(place.key), report=report)
    context = {
        "report": report,
        "key": place.key,
        "title": place.title,
        "form": form,
        "thread": thread.select_related("written_by"),
    }
    return render(request, "reporting/answer_remarks.html", context)
