"""Runs of a plan, for those who watch them."""

from typing import TYPE_CHECKING, Any

from indicators.models import Run, Stale
from kernel.asked import paged
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User

PER_PAGE = 25


def runs_page(plan: Plan, page: int, user: "User") -> dict[str, Any]:
    """What the page shows: the run at work, the years that are stale, and the runs, newest first."""
    runs = Run.objects.visible_to(user).filter(plan=plan)
    return {
        "plan": plan,
        "active": runs.active().order_by("pk").first(),
        "stale_years": list(Stale.objects.filter(plan=plan).order_by("year").values_list("year", flat=True)),
        "page": paged(runs.select_related("started_by"), PER_PAGE, page),
    }
