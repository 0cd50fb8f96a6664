"""What pages show of activities."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from activities.models import Activity
from outputs.models import Output, Plan, TargetGroup


def activities_of(output: Output) -> QuerySet[Activity]:
    """The output's activities in order, each with its plan at hand."""
    return Activity.objects.filter(output=output).select_related("output__plan").order_by("number")


def activities_of_plan(plan: Plan) -> QuerySet[Activity]:
    activities = Activity.objects.filter(output__plan=plan).select_related("output__plan")
    return activities.order_by("output__number", "number")


def target_groups_of(activity: Activity) -> list[TargetGroup]:
    """The activity's own target groups, or those of its output where it names none."""
    return list(activity.target_groups.all()) or list(activity.output.target_groups.all())


def output_panel(_request: HttpRequest, output: Output) -> dict[str, Any]:
    return {"activities": activities_of(output)}


def plan_panel(_request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """The activities whose effectiveness the plan wants measured."""
    return {"activities": activities_of_plan(plan).filter(effectiveness_measured=True)}
