"""The sections of a report in a round, in the order of the form."""

from activities.models import Activity
from activities.reporting.enums import Step
from activities.reporting.models import Round


def section_titles(round_: Round) -> dict[str, str]:
    """Titles by key: the details, each activity valid in the year, the way forward."""
    activities = (
        Activity.objects.in_year(round_.year)
        .filter(output__plan=round_.plan_id)
        .order_by("output__number", "number")
    )
    return {
        Step.DETAILS.value: str(Step.DETAILS.label),
        **{activity.code: str(activity) for activity in activities},
        Step.WAY_FORWARD.value: str(Step.WAY_FORWARD.label),
    }
