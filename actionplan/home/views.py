"""The page that each person starts from, and what the portal says about itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actionplan.home.forms import ExampleForm
from actionplan.home.search import find
from kernel import charts
from kernel.asked import ANYTHING, page_of, takes
from kernel.drawing import Point
from kernel.joints import HOME
from kernel.private_answers import for_everyone
from kernel.words import MOST_LETTERS
from members.requests import SignedInRequest


def home(request: HttpRequest) -> HttpResponse:
    panels = list(HOME.render(request, None))
    return render(request, "home/home.html", {"panels": panels})


@takes("q")
def search(request: SignedInRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:MOST_LETTERS]
    return render(request, "home/search.html", {"query": query, "groups": find(request.user, query)})


@for_everyone
@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "home/sources.html")


@takes(ANYTHING)
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component beside the markup that makes it; only where DEBUG is on."""
    page = page_of(request.GET, range(312), 25)
    form = ExampleForm({"positions": "many", "rating": "on_track"})
    context = {"form": form, "page": page, **example_charts()}
    return render(request, "home/components.html", context)


def example_charts() -> dict[str, charts.Chart | charts.BarChart]:
    """Invented figures, for the gallery only."""
    final = [("2010", 112, None), ("2011", 120, 122), ("2012", None, 135), ("2013", 150, 150)]
    points = [Point(label, value, target) for label, value, target in final]
    points.append(Point("2014", 40, 165, note="so far", is_provisional=True, is_joined=False))
    regions = [
        charts.Bar("Africa", 38, 45),
        charts.Bar("Latin America and the Caribbean", 12, 15),
        charts.Bar("Asia", None, 40),
        charts.Bar("Oceania", 0, 2),
    ]
    return {
        "trend": charts.trend_chart(points, "positions", "Positions held"),
        "bars": charts.bar_chart(regions, "", "Positions held by region", ["Region", "2013", "Target"]),
    }
