"""What the plan shows on the start page."""

from typing import Any

from django.http import HttpRequest

from members.requests import reader
from outputs.models import Output, Plan


def of_home(request: HttpRequest, _thing: object) -> dict[str, Any] | None:
    """Donors come for the plan and its outputs; the others have work of their own there."""
    user = reader(request)
    plan = Plan.objects.visible_to(user).first() if user.is_donor else None
    if plan is None:
        return None
    outputs = Output.objects.visible_to(user).filter(plan=plan).select_related("plan")
    return {"plan": plan, "outputs": outputs.order_by("number")}
