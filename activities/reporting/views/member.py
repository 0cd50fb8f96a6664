"""What a member's people read: own reports, a report as a whole, receipts and versions."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from activities.reporting.burden import burden_of
from activities.reporting.compare import changed_sections
from activities.reporting.complete_sections import complete_sections
from activities.reporting.completeness import progress_of
from activities.reporting.models import Remark, Report, Version
from activities.reporting.next_act import next_act
from activities.reporting.rules import EDIT_REPORT
from activities.reporting.selectors.answer_text import ReadSection, read_record, read_section, read_version
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import StepLayout
from activities.reporting.selectors.member import (
    ReportContext,
    days_left,
    own_reports,
    reports_for,
)
from activities.reporting.selectors.sections import Place, place_named
from activities.reporting.services.conflicts import waiting_for
from kernel.asked import takes
from members.requests import SignedInRequest


@require_safe
def my_reports(request: SignedInRequest) -> HttpResponse:
    reports = [
        (report, days_left(report), next_act(report) if request.user.has_perm(EDIT_REPORT, report) else None)
        for report in own_reports(request.user)
    ]
    return render(request, "reporting/my_reports.html", {"reports": reports})


@takes("saved")
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole report on one page, as it stands, with its history."""
    found = report_or_404(request, pk)
    layout = layout_of(found)
    around = ReportContext(found, request.user)
    complete = complete_sections(layout)
    progress = {step.number: progress_of(step, complete) for step in layout.steps if not step.is_sign}
    unfinished = (step for step in layout.steps if not step.is_sign and not progress[step.number].is_complete)
    context = {
        "report": found,
        "steps": [
            (step, progress[step.number], _read(step, around)) for step in layout.steps if not step.is_sign
        ],
        "first_open": next(unfinished, layout.steps[-1]),
        "sign_step": layout.steps[-1],
        "around": around,
        "waiting": waiting_for(found, request.user),
        "days_left": days_left(found),
        "burden": burden_of(layout) if found.is_editable else None,
    }
    return render(request, "reporting/report.html", context)


@require_safe
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A version as it was signed, with its receipt."""
    found = version_or_404(request, pk, number)
    context = {
        "version": found,
        "sections": read_version(found),
        "records": [read_record(record) for record in found.content.get("records", [])],
    }
    return render(request, "reporting/version.html", context)


@require_safe
def receipt(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    return render(request, "reporting/receipt.html", {"version": version_or_404(request, pk, number)})


@require_safe
def compare(request: SignedInRequest, pk: int, number: int, other: int) -> HttpResponse:
    """What changed from version `number` to version `other`."""
    before, after = (version_or_404(request, pk, which) for which in (number, other))
    context = {
        "before": before,
        "after": after,
        "sections": changed_sections(read_version(before), read_version(after)),
        "versions": before.report.versions.defer("content").order_by("number"),
    }
    return render(request, "reporting/compare.html", context)


def report_or_404(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(reports_for(request.user), pk=pk)


def place_or_404(report: Report, name: str) -> Place:
    """The section of this key or printed code."""
    place = place_named(report.round, name)
    if place is None:
        raise Http404
    return place


def _read(step: StepLayout, around: ReportContext) -> list[tuple[ReadSection, list[Remark]]]:
    """The sections of a step, each with the remarks on it."""
    return [(read_section(section), around.remarks.get(section.key, [])) for section in step.sections]


def version_or_404(request: SignedInRequest, pk: int, number: int) -> Version:
    versions = Version.objects.select_related("report__round__plan", "report__member", "submitted_by")
    visible = Report.objects.visible_to(request.user)
    return get_object_or_404(versions, report__in=visible, report=pk, number=number)
