"""The logical framework as one table."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from indicators.selectors.framework import framework_rows
from kernel.access import allowed
from members.requests import SignedInRequest
from outputs.models import Plan
from outputs.rules import VIEW_PLAN


@allowed(VIEW_PLAN)
def framework(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    return render(request, "indicators/framework.html", {"plan": plan, "rows": framework_rows(plan)})
