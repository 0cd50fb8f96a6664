"""DEVT's pages: rounds and review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from activities.reporting.models import Report


def review(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    return render(request, "reporting/review.html", {"report": report})
