"""The list of a plan's indicators, and the page of one."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from indicators.forms import FigureForm, IndicatorSearch
from indicators.models import Indicator, Result
from indicators.page import Asked, indicator_page, years_of
from indicators.rules import VIEW_RESULTS
from indicators.selectors.finality import finality_of
from indicators.selectors.lineage.measures import lineage
from indicators.selectors.lineage.table import LINEAGE_COLUMNS, RESULT_COLUMNS, lineage_lines, result_lines
from indicators.selectors.performance import opening_year, standings
from kernel.access import allowed
from kernel.asked import page_number, takes
from kernel.csv_files import csv_response
from members.requests import SignedInRequest
from outputs.models import Output, Plan
from outputs.rules import VIEW_PLAN


@takes(IndicatorSearch)
@allowed(VIEW_PLAN)
def indicators(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    finality = finality_of(plan)
    may_see_results = request.user.has_perm(VIEW_RESULTS)
    outputs = list(Output.objects.visible_to(request.user).filter(plan=plan).order_by("number"))
    opening = opening_year(plan, request.user, finality)
    search = IndicatorSearch(request.GET, outputs, plan.years, opening, with_status=may_see_results)
    year = search.year_shown
    everything = standings(plan, year, request.user, finality=finality)
    context = {
        "plan": plan,
        "year": year,
        "completeness": finality.year(year),
        "has_sample_result": any(one.is_sample_result for one in everything),
        "has_sample_target": any(one.is_sample_target for one in everything),
        "search": search,
        "standings": search.narrow(everything),
        "all": len(everything),
        "may_see_results": may_see_results,
    }
    return render(request, "indicators/list.html", context)


@takes(FigureForm, "page")
@allowed(VIEW_PLAN)
def indicator(request: SignedInRequest, code: str, indicator_code: str) -> HttpResponse:
    found = find(request, code, indicator_code)
    return render(
        request, "indicators/indicator.html", indicator_page(found, asked(request, found), request.user)
    )


@allowed(VIEW_RESULTS)
def results_file(request: SignedInRequest, code: str, indicator_code: str) -> HttpResponse:
    """All results of the indicator: every year, group and version."""
    found = find(request, code, indicator_code)
    results = Result.objects.visible_to(request.user).filter(version__indicator=found)
    ordered = results.select_related("version__indicator").order_by(
        "-version__number", "year", "split", "group"
    )
    return csv_response(
        f"{found.code}-results.csv", RESULT_COLUMNS, result_lines(ordered, finality_of(found.plan))
    )


@takes(FigureForm)
@allowed(VIEW_RESULTS)
def lineage_file(request: SignedInRequest, code: str, indicator_code: str) -> HttpResponse:
    """The values behind one figure, as far as the reader may see them."""
    found = find(request, code, indicator_code)
    wanted = asked(request, found)
    results = Result.objects.visible_to(request.user).filter(
        version__indicator=found, year=wanted.year or 0, split=wanted.split, group=wanted.group
    )
    newest = results.select_related("version__indicator__plan").order_by("-version__number").first()
    if newest is None:
        raise Http404
    name = f"{found.code}-{newest.year}-values.csv"
    lines = lineage_lines(lineage(newest, request.user), finality_of(found.plan))
    return csv_response(name, LINEAGE_COLUMNS, lines)


def find(request: SignedInRequest, code: str, indicator_code: str) -> Indicator:
    visible = Indicator.objects.visible_to(request.user)
    related = visible.select_related("plan", "output__plan", "activity__output__plan")
    return get_object_or_404(related, plan__code=code, code=indicator_code)


def asked(request: SignedInRequest, indicator: Indicator) -> Asked:
    return replace(FigureForm(request.GET, years_of(indicator)).asked, page=page_number(request.GET))
