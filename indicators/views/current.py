"""The indicators of the newest plan that has any, for the main navigation."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from indicators.models import Indicator
from kernel.access import allowed
from members.requests import SignedInRequest
from outputs.models import Plan
from outputs.rules import VIEW_PLAN


@allowed(VIEW_PLAN)
def current(request: SignedInRequest) -> HttpResponse:
    with_indicators = Indicator.objects.visible_to(request.user).values("plan")
    plan = Plan.objects.visible_to(request.user).newest(with_indicators)
    if plan is None:
        raise Http404(_("There is no plan yet."))
    return redirect("indicators:list", plan.code)
