"""Members' texts on an activity, as a list to search and as files."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from activities.models import Activity
from activities.reporting import exports
from activities.reporting.filters import NarrativesFilter
from activities.reporting.models import Section
from activities.reporting.rules import READ_NARRATIVES
from activities.reporting.selectors.accepted import AcceptedYear, accepted_years, latest
from activities.reporting.selectors.narratives import narratives_of
from kernel.access import allowed
from kernel.asked import page_of, takes
from members.requests import SignedInRequest

A_PAGE = 20


def found_activity(request: SignedInRequest, plan_code: str, code: str) -> Activity:
    activities = Activity.objects.visible_to(request.user).select_related("output__plan")
    return get_object_or_404(activities, output__plan__code=plan_code, code=code)


def filter_of(
    request: SignedInRequest, activity: Activity, years: dict[int, AcceptedYear]
) -> NarrativesFilter:
    """Narrowed as asked; where no year is asked for, to the one that pages open on."""
    asked = request.GET.copy()
    year = latest(years)
    if year and not asked.get("year"):
        asked["year"] = str(year.year)
    return NarrativesFilter(asked, narratives_of(activity), plan=activity.output.plan)


@takes(NarrativesFilter, "page")
@allowed(READ_NARRATIVES)
def narratives(request: SignedInRequest, plan_code: str, code: str) -> HttpResponse:
    activity = found_activity(request, plan_code, code)
    years = accepted_years(activity.output.plan)
    narrowed = filter_of(request, activity, years)
    page = page_of(request.GET, narrowed.qs, A_PAGE)
    year = narrowed.form.cleaned_data["year"]
    context = {
        "plan": activity.output.plan,
        "activity": activity,
        "years": years.values(),
        "year": year,
        "of_year": years.get(year),
        "told": narratives_of(activity).filter(report__round__year=year).count(),
        "filter": narrowed,
        "page": page,
    }
    return render(request, "reporting/narratives.html", context)


@takes(NarrativesFilter)
@allowed(READ_NARRATIVES)
def as_csv(request: SignedInRequest, plan_code: str, code: str) -> HttpResponse:
    return exports.narratives_as_csv(*to_export(request, plan_code, code))


@takes(NarrativesFilter)
@allowed(READ_NARRATIVES)
def as_xlsx(request: SignedInRequest, plan_code: str, code: str) -> HttpResponse:
    return exports.narratives_as_xlsx(*to_export(request, plan_code, code))


def to_export(request: SignedInRequest, plan_code: str, code: str) -> tuple[Activity, QuerySet[Section, Any]]:
    activity = found_activity(request, plan_code, code)
    return activity, filter_of(request, activity, accepted_years(activity.output.plan)).qs
