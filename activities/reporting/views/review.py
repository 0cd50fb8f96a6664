"""DEVT's review of a report: reading it section by section, remarks, and the decision."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.reporting.forms.devt import (
    OptionalReasonForm,
    ReasonForm,
    RemarkForm,
    ReopenForm,
    ReturnForm,
    VersionForm,
)
from activities.reporting.models import Report
from activities.reporting.rules import EXEMPT_REPORT, REVIEW_REPORT
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.member import ReportContext
from activities.reporting.selectors.people import reach_of
from activities.reporting.selectors.review import Review, review_of, section_review
from activities.reporting.selectors.sections import named
from activities.reporting.services import workflow
from activities.reporting.services.review import delete_remark as services_delete_remark
from activities.reporting.services.review import write_remark
from activities.reporting.views.feedback import done
from kernel.access import allowed
from kernel.forms import try_service
from kernel.workflow import moves_of
from members.requests import SignedInRequest

DAYS_TO_CORRECT = 14
PERMISSION = REVIEW_REPORT


def found_report(request: SignedInRequest, pk: int) -> Report:
    reports = with_dates(Report.objects.visible_to(request.user), today=portal_day())
    related = ("round__plan", "member__region", "review_started_by", "accepted_by")
    report: Report = get_object_or_404(reports.select_related(*related), pk=pk)
    return report


def context_of(request: SignedInRequest, review: Review) -> dict[str, Any]:
    """What every page of a review shows: the head and the decision."""
    report: Any = review.report
    return {
        "report": report,
        "review": review,
        "moves": moves_of(report, request.user),
        "is_mine": report.review_started_by_id == request.user.pk,
        "status": report.status_class,
    }


@allowed(PERMISSION)
def overview(request: SignedInRequest, pk: int) -> HttpResponse:
    """All sections at a glance: rating, anomalies, what changed since the version before."""
    review = review_of(found_report(request, pk))
    around = ReportContext(review.report, request.user)
    return render(request, "reporting/review.html", context_of(request, review) | {"around": around})


@allowed(PERMISSION)
def section(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    return section_page(request, review_of(found_report(request, pk)), key, RemarkForm())


def section_page(request: SignedInRequest, review: Review, key: str, form: RemarkForm) -> HttpResponse:
    place = named(review.places, key)
    if place is None:
        raise Http404
    context = {
        "section": section_review(review, place.key),
        "neighbours": review.neighbours(place.key),
        "form": form,
    }
    return render(request, "reporting/review_section.html", context_of(request, review) | context)


@require_POST
@allowed(PERMISSION)
def remark(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Keeps a remark; which of the two buttons was pressed says for whom."""
    report = found_report(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid() and try_service(
        form, lambda: write_remark(report=report, section_key=key, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The remark is pinned to the section."))
        return redirect("reporting:review_section", pk, key)
    return section_page(request, review_of(report), key, form)


@require_POST
@allowed(PERMISSION)
def delete_remark(request: SignedInRequest, pk: int, remark_pk: int) -> HttpResponse:
    report = found_report(request, pk)
    found = get_object_or_404(report.remarks, pk=remark_pk)
    done(request, lambda: services_delete_remark(remark=found, by=request.user), _("The remark is deleted."))
    return redirect("reporting:review_section", pk, found.key)


@require_POST
@allowed(PERMISSION)
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    report = found_report(request, pk)
    done(request, lambda: workflow.start_review(report=report, by=request.user), _("You review this report."))
    return redirect("reporting:review", pk)


@require_POST
@allowed(PERMISSION)
def take_over(request: SignedInRequest, pk: int) -> HttpResponse:
    report = found_report(request, pk)
    done(
        request, lambda: workflow.take_over(report=report, by=request.user), _("You review this report now.")
    )
    return redirect("reporting:review", pk)


@allowed(PERMISSION)
def return_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Shows what the member will get, asks for the new due date, and sends."""
    review = review_of(found_report(request, pk))
    in_force: Any = review.report
    due_on = max(portal_day() + dt.timedelta(days=DAYS_TO_CORRECT), in_force.due_on)
    initial = {"due_on": due_on, "version": _number(review)}
    form = ReturnForm(request.POST or None, initial=initial)
    if form.is_valid() and try_service(
        form, lambda: workflow.return_report(report=review.report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{_('The report is returned.')} {reach_of([review.report.member]).told}")
        return redirect(review.report.round)
    context = context_of(request, review) | {"form": form, "reach": reach_of([review.report.member])}
    return render(request, "reporting/return.html", context)


@allowed(PERMISSION)
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks once more, naming the version that is accepted."""
    review = review_of(found_report(request, pk))
    form = VersionForm(request.POST or None, initial={"version": _number(review)})
    if form.is_valid() and try_service(
        form, lambda: workflow.accept(report=review.report, by=request.user, **form.cleaned_data)
    ):
        told = reach_of([review.report.member]).told
        messages.success(request, f"{_('The report is accepted; its figures count now.')} {told}")
        return redirect(review.report.round)
    context = context_of(request, review) | {"form": form, "reach": reach_of([review.report.member])}
    return render(request, "reporting/accept.html", context)


@allowed(PERMISSION)
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    return with_reason(request, pk, ReopenForm, workflow.reopen, "reporting/reopen.html")


@allowed(EXEMPT_REPORT)
def exempt(request: SignedInRequest, pk: int) -> HttpResponse:
    return with_reason(request, pk, ReasonForm, workflow.exempt, "reporting/exempt.html")


def with_reason(
    request: SignedInRequest,
    pk: int,
    form_class: type[forms.Form],
    service: Callable[..., Any],
    template: str,
) -> HttpResponse:
    report = found_report(request, pk)
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_service(
        form, lambda: service(report=report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{_('Done, and written down.')} {reach_of([report.member]).told}")
        return redirect("reporting:review", pk)
    return render(request, template, {"report": report, "form": form, "reach": reach_of([report.member])})


@allowed(EXEMPT_REPORT)
def end_exemption(request: SignedInRequest, pk: int) -> HttpResponse:
    return with_reason(
        request, pk, OptionalReasonForm, workflow.end_exemption, "reporting/end_exemption.html"
    )


def _number(review: Review) -> int:
    return review.version.number if review.version else 0
