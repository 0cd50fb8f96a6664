"""What indicators give DEVT to do: figures that are older than their data."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import Stale
from kernel.days import moment_words
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.requests import reader
from outputs.models import Plan

SHOWN = 5


def register() -> None:
    register_work("devt", Work(stale_figures, 70))


def stale_figures(request: HttpRequest) -> Iterator[WorkCard]:
    plans = Plan.objects.visible_to(reader(request))
    stale = Stale.objects.filter(plan__in=plans).select_related("plan").order_by("marked_at", "pk")
    if count := stale.count():
        yield WorkCard(
            title=_("Figures older than their data"),
            count=count,
            about=_("A worker computes them within a minute. If they stay here, start a run yourself."),
            rows=[stale_row(mark) for mark in stale[:SHOWN]],
        )


def stale_row(mark: Stale) -> WorkRow:
    page = reverse("indicators:runs", args=[mark.plan.code])
    since = moment_words(mark.marked_at)
    return WorkRow(
        title=f"{mark.plan} · {mark.year}",
        url=page,
        about=_("%(reason)s, since %(moment)s") % {"reason": mark.get_trigger_display(), "moment": since},
        mark=_("not computed yet"),
        kind="delayed",
        act=_("Runs"),
        act_url=page,
    )
