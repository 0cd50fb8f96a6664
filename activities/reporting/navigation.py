"""What reporting adds to the main navigation and to the start page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.reporting.rules import VIEW_PROGRESS
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.progress import bar_of, overview
from activities.reporting.selectors.round_reports import RoundReports
from activities.reporting.selectors.rounds import current_round
from kernel.joints import HOME, Panel
from kernel.registry import NavigationItem, register_navigation
from members.requests import reader
from outputs.models import Plan


def register() -> None:
    register_navigation(
        NavigationItem(_("Reporting round"), "reporting:current_round", runs_rounds, 20, "reporting")
    )
    register_navigation(
        NavigationItem(_("Progress report"), "reporting:my_reports", reports_for_member, 20, "reporting")
    )
    HOME.show(Panel("reporting/home_devt.html", devt_panel, 10))


def runs_rounds(request: HttpRequest) -> bool:
    return request.user.has_perm(VIEW_PROGRESS)


def reports_for_member(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_nsb", False))


def devt_panel(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """How far the round has come; before the first, where it is planned."""
    if not runs_rounds(request):
        return None
    round_ = current_round()
    if round_ is None:
        plan = Plan.objects.visible_to(reader(request)).first()
        return {"round": None, "plan": plan} if plan else None
    today = portal_day()
    found = overview(RoundReports(round_, today))
    return {
        "round": round_,
        "overview": found,
        "bar": bar_of(found.standing),
        "days_left": (round_.due_on - today).days,
    }
