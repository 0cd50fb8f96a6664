"""An activity as a page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from activities.models import Activity
from activities.rules import VIEW_ACTIVITY
from activities.selectors import activities_of, target_groups_of
from kernel.access import allowed
from members.requests import SignedInRequest


@allowed(VIEW_ACTIVITY)
def activity(request: SignedInRequest, plan_code: str, code: str) -> HttpResponse:
    activities = Activity.objects.visible_to(request.user).select_related("output__plan")
    activity = get_object_or_404(activities, output__plan__code=plan_code, code=code)
    context = {
        "plan": activity.output.plan,
        "output": activity.output,
        "activity": activity,
        "target_groups": target_groups_of(activity),
        "neighbours": activities_of(activity.output),
    }
    return render(request, "activities/activity.html", context)
