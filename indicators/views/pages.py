"""The list of a plan's indicators, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from actionplan.core.access import allowed
from indicators.forms import IndicatorSearch
from indicators.models import Indicator
from indicators.selectors.indicator import indicator_page
from indicators.selectors.standings import newest_year, standings
from outputs.models import Output, Plan


@allowed("outputs.view_plan")
def indicators(request: HttpRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    year = newest_year(plan, request.user)
    may_see_results = request.user.has_perm("indicators.view_results")
    outputs = list(Output.objects.visible_to(request.user).filter(plan=plan).order_by("number"))
    search = IndicatorSearch(request.GET, outputs, with_status=may_see_results)
    everything = standings(plan, year, request.user)
    context = {
        "plan": plan,
        "year": year,
        "search": search,
        "standings": search.narrow(everything),
        "all": len(everything),
        "may_see_results": may_see_results,
    }
    return render(request, "indicators/list.html", context)


@allowed("outputs.view_plan")
def indicator(request: HttpRequest, code: str, indicator_code: str) -> HttpResponse:
    visible = Indicator.objects.visible_to(request.user)
    found = get_object_or_404(
        visible.select_related("plan", "output__plan", "activity__output__plan"),
        plan__code=code,
        code=indicator_code,
    )
    return render(
        request, "indicators/indicator.html", indicator_page(found, asked_year(request), request.user)
    )


def asked_year(request: HttpRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() else None
