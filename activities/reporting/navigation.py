"""What reporting adds to the main navigation and to the start page."""

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actionplan.core.registry import NavigationItem, Panel, register_navigation, register_panel
from activities.reporting.models import Report
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.progress import Row, overview
from activities.reporting.selectors.rounds import Share, current_round
from members.requests import reader

OWN_SHOWN = 5


def register() -> None:
    register_navigation(
        NavigationItem(_("Reporting round"), "reporting:current_round", runs_rounds, 20, "reporting")
    )
    register_navigation(
        NavigationItem(_("Progress report"), "reporting:my_reports", reports_for_member, 20, "reporting")
    )
    register_panel("home", Panel("reporting/home_devt.html", devt_panel, 10))
    register_panel("home", Panel("reporting/home_member.html", member_panel, 10))


def runs_rounds(request: HttpRequest) -> bool:
    return request.user.has_perm("reporting.view_progress")


def reports_for_member(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_nsb", False))


def devt_panel(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """The review queue, and how far the round has come."""
    round_ = current_round() if runs_rounds(request) else None
    if round_ is None:
        return None
    today = portal_day()
    return {
        "round": round_,
        "overview": overview(round_, today=today),
        "days_left": (round_.due_on - today).days,
    }


def member_panel(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """The reports that the reader's members still owe, the most urgent first, and the last accepted."""
    if not reports_for_member(request):
        return None
    today = portal_day()
    own = Report.objects.filter(member__in=reader(request).member_ids(), round__opened_at__isnull=False)
    dated = with_dates(own.select_related("round__plan", "member"), today=today)
    owed = [
        Row(report, Share(0, 0), today)
        for report in dated.filter(Q(is_awaited=True)).order_by(F("due_on"), "pk")[:OWN_SHOWN]
    ]
    others = dated.exclude(pk__in=[row.report.pk for row in owed]).order_by("-round__year", "pk")
    return {"owed": owed, "latest": others.first()}
