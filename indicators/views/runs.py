"""Runs: watched by DEVT and DEVCO, started by DEVT."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from indicators import services
from indicators.rules import START_RUN, VIEW_RUNS
from indicators.selectors.runs import runs_page
from kernel.access import allowed
from kernel.asked import page_number, takes
from members.requests import SignedInRequest
from outputs.models import Plan


@takes("page")
@require_GET
@vary_on_headers("HX-Request")
@allowed(VIEW_RUNS)
def runs(request: SignedInRequest, code: str) -> HttpResponse:
    """The page; asked by htmx, only the part that changes while a run is at work."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    template = "indicators/runs_live.html" if request.headers.get("HX-Request") else "indicators/runs.html"
    return render(request, template, runs_page(plan, page_number(request.GET), request.user))


@require_POST
@allowed(START_RUN)
def start(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    run = services.start_run(plan=plan, by=request.user)
    messages.success(request, _("%(run)s computes all years.") % {"run": run})
    return redirect("indicators:runs", plan.code)
