"""What reporting adds to search: the reports that the reader may open."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.reporting.models import Report
from kernel.registry import Finder, Hit, register_finder
from members.finding import words_for_members
from members.models import User


def register() -> None:
    register_finder(Finder(_("Progress reports"), reports, 50))


def reports(user: User, _words: list[str]) -> Iterator[Hit]:
    """DEVT is led to the review of a report, its member's people to the report itself."""
    found = Report.objects.visible_to(user).filter(round__opened_at__isnull=False)
    page = "reporting:review" if user.is_devt else "reporting:report"
    names = words_for_members()
    for report in found.select_related("round__plan", "member").order_by("-round__year", "member__country"):
        url = reverse(page, args=[report.pk])
        yield Hit("", str(report), "", url, names[report.member_id], report.round.plan.title)
