"""The yearly dashboard as a page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from indicators.dashboard.forms import TableFilter
from indicators.dashboard.page import dashboard_page
from indicators.dashboard.rules import VIEW_DASHBOARD
from indicators.dashboard.selectors import current_plan
from indicators.selectors.performance import opening_year
from kernel.access import allowed
from kernel.asked import takes
from members.requests import SignedInRequest
from outputs.models import Plan


@allowed(VIEW_DASHBOARD)
def current(request: SignedInRequest) -> HttpResponse:
    plan = current_plan(request.user)
    if plan is None:
        return render(request, "dashboard/no_plan.html")
    return redirect("dashboard:newest", plan.code)


@allowed(VIEW_DASHBOARD)
def newest(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    return redirect("dashboard:dashboard", plan.code, opening_year(plan, request.user))


@takes(TableFilter)
@allowed(VIEW_DASHBOARD)
def dashboard(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    if year not in plan.years:
        raise Http404
    return render(request, "dashboard/dashboard.html", dashboard_page(plan, year, request.user, request.GET))
