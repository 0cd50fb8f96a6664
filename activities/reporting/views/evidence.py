"""Evidence of a section: its page, with a form for files, and the downloads."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from activities.reporting.downloads import attachment
from activities.reporting.forms.evidence import EvidenceForm
from activities.reporting.models import Evidence, Report
from activities.reporting.models.places import at
from activities.reporting.models.reports import stored_path
from activities.reporting.rules import EDIT_REPORT
from activities.reporting.selectors.evidence import name_in_version
from activities.reporting.services.evidence import add_evidence, remove_evidence, storage
from activities.reporting.views.feedback import done
from activities.reporting.views.member import place_or_404, report_or_404, version_or_404
from kernel.access import require
from kernel.asked import takes
from kernel.file_types import media_type_named
from kernel.workflow import WorkflowError
from members.requests import SignedInRequest

UNPROCESSABLE = 422


@takes("saved")
def evidence_of_section(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """What shows what the section says; a POST adds files, each by itself."""
    report = report_or_404(request, pk)
    require(request.user, EDIT_REPORT, report)
    place = place_or_404(report, key)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_valid() and _all_added(request, form, report, place.key):
        return redirect("reporting:section", pk, place.key)
    visible = Evidence.objects.visible_to(request.user)
    files = visible.filter(at(place.key, "section__"), section__report=report)
    context = {"report": report, "key": place.key, "title": place.title, "form": form}
    context |= {"files": files.select_related("section", "added_by").order_by("added_at", "pk")}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "reporting/evidence.html", context, status=status)


def remove(request: SignedInRequest, pk: int, key: str, file_key: UUID) -> HttpResponse:
    """Asks first: what was never signed is gone with its file."""
    report = report_or_404(request, pk)
    require(request.user, EDIT_REPORT, report)
    place = place_or_404(report, key)
    found = get_object_or_404(_visible(request, pk), at(place.key, "section__"), key=file_key)
    if request.method != "POST":
        context = {"report": report, "key": place.key, "file": found}
        return render(request, "reporting/remove_evidence.html", context)
    words = _("“%(name)s” was removed.") % {"name": found.name}
    done(request, lambda: remove_evidence(evidence=found, by=request.user), words)
    return redirect("reporting:evidence", pk, place.key)


@require_safe
def evidence_file(request: SignedInRequest, pk: int, file_key: UUID) -> FileResponse:
    """A file as the section holds it now."""
    found = get_object_or_404(_visible(request, pk), key=file_key)
    return attachment(storage(), str(found.file.name), name=found.name, media_type=found.media_type)


@require_safe
def version_file(request: SignedInRequest, pk: int, number: int, sha256: str) -> FileResponse:
    """A file that was signed, whether or not the section still holds it."""
    version = version_or_404(request, pk, number)
    name = name_in_version(version, sha256)
    if name is None:
        raise Http404
    path = stored_path(version.report_id, sha256)
    return attachment(storage(), path, name=name, media_type=media_type_named(name))


def _all_added(request: SignedInRequest, form: EvidenceForm, report: Report, key: str) -> bool:
    """Adds what can be added, says how many, and for each of the others why not."""
    added = 0
    for file in form.chosen:
        try:
            add_evidence(report=report, key=key, file=file, by=request.user)
            added += 1
        except WorkflowError as refused:
            form.add_error("file", str(refused))
    if added:
        words = ngettext("%(count)s file was added.", "%(count)s files were added.", added)
        messages.success(request, words % {"count": added})
    return not form.errors


def _visible(request: SignedInRequest, pk: int) -> QuerySet[Evidence]:
    visible = Evidence.objects.visible_to(request.user).filter(section__report=pk)
    return visible.select_related("section__report")
