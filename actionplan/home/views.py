"""The page that each person starts from, and what the portal says about itself."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actionplan.core import registry
from actionplan.home.forms import ExampleForm


def home(request: HttpRequest) -> HttpResponse:
    panels = list(registry.panels("home", request, None))
    return render(request, "home/home.html", {"panels": panels})


@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "home/sources.html")


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component beside the markup that makes it; only where DEBUG is on."""
    page = Paginator(range(312), 25).get_page(request.GET.get("page"))
    form = ExampleForm({"positions": "many", "rating": "on_track"})
    return render(request, "home/components.html", {"form": form, "page": page})
