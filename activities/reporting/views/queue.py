"""What waits for DEVT in all rounds."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities.reporting.models import Report
from activities.reporting.rules import VIEW_PROGRESS
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.progress import queue_rows
from kernel.access import allowed
from kernel.asked import page_of, takes
from members.requests import SignedInRequest

ROWS_A_PAGE = 25


@takes("page")
@require_safe
@allowed(VIEW_PROGRESS)
def review_queue(request: SignedInRequest) -> HttpResponse:
    """Reports of every round, the longest waiting first."""
    today = portal_day()
    reports = Report.objects.visible_to(request.user).filter(round__opened_at__isnull=False).to_review()
    related = reports.select_related("round__plan", "member__region", "review_started_by")
    waiting = with_dates(related, today=today).order_by(F("submitted_at"), "pk")
    page = page_of(request.GET, waiting, ROWS_A_PAGE)
    context = {"page": page, "waiting": queue_rows(page.object_list, today=today), "of_all_rounds": True}
    return render(request, "reporting/review_queue.html", context)
