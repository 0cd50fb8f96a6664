"""What members say in accepted reports of what was done under an activity, and what changed for whom."""

from django.db.models import Count, QuerySet

from activities.models import Activity
from activities.reporting.models import Section


def narratives_of(activity: Activity) -> QuerySet[Section]:
    """Of every year, the last first; each section with its `documents`."""
    sections = Section.objects.telling().filter(
        activity=activity, report__round__plan=activity.output.plan_id
    )
    return (
        sections.select_related("report__round", "report__member__region")
        .prefetch_related("target_groups")
        .annotate(documents=Count("evidence"))
        .order_by("-report__round__year", "report__member__country", "pk")
    )
