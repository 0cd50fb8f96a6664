"""The indicators of the newest plan, for the main navigation."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from actionplan.core.access import allowed
from members.requests import SignedInRequest
from outputs.models import Plan


@allowed("outputs.view_plan")
def current(request: SignedInRequest) -> HttpResponse:
    plan = Plan.objects.visible_to(request.user).order_by("-starts_on").first()
    if plan is None:
        raise Http404(_("There is no plan yet."))
    return redirect("indicators:list", plan.code)
