"""The plan as pages: what everyone who is signed in reads."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kernel.access import allowed
from members.requests import SignedInRequest
from outputs.models import Output, Plan
from outputs.rules import VIEW_PLAN
from outputs.selectors import framework_of, outputs_of, responsibilities_of


@allowed(VIEW_PLAN)
def plans(request: SignedInRequest) -> HttpResponse:
    return render(request, "outputs/plans.html", {"plans": Plan.objects.visible_to(request.user)})


@allowed(VIEW_PLAN)
def plan(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    context = {
        "plan": plan,
        "outputs": outputs_of(plan),
        "responsibilities": responsibilities_of(plan),
        "statements": framework_of(plan),
    }
    return render(request, "outputs/plan.html", context)


@allowed(VIEW_PLAN)
def output(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    outputs = Output.objects.visible_to(request.user).select_related("plan")
    output = get_object_or_404(outputs, plan__code=code, number=number)
    context = {
        "plan": output.plan,
        "output": output,
        "target_groups": output.target_groups.all(),
        "neighbours": outputs_of(output.plan),
        "statements": output.statements.all(),
    }
    return render(request, "outputs/output.html", context)
