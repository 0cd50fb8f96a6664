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
    plans = Plan.objects.visible_to(request.user).order_by("-starts_on")
    with_indicators = plans.filter(pk__in=Indicator.objects.visible_to(request.user).values("plan"))
    plan = with_indicators.first() or plans.first()
    if plan is None:
        raise Http404(_("There is no plan yet."))
    return redirect("indicators:list", plan.code)
