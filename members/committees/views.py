"""What is on record about a committee."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.committees.models import Committee
from members.requests import SignedInRequest


@require_safe
def committee(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Committee.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("parent"), pk=pk)
    context = {
        "committee": found,
        "subcommittees": visible.filter(parent=found).order_by("subcommittee_number", "pk"),
        "years": found.years.select_related("secretariat").order_by("-year"),
    }
    return render(request, "committees/committee.html", context)
