"""Which target groups of an activity benefited, as accepted reports say."""

from dataclasses import dataclass

from django.db.models import Count

from activities.models import Activity
from activities.reporting.models import Section
from activities.reporting.selectors.accepted import AcceptedYear, accepted_years, latest
from activities.selectors import target_groups_of


@dataclass(frozen=True)
class Benefited:
    year: AcceptedYear
    named: list[tuple[str, int]]
    """Groups with how many reports name them, the most named first."""
    not_named: list[str]
    """Groups that the activity means to reach."""


def benefited_of(activity: Activity) -> Benefited | None:
    """Of the year that pages open on."""
    year = latest(accepted_years(activity.output.plan))
    if year is None:
        return None
    named = groups_named(activity, year.year)
    groups = target_groups_of(activity)
    return Benefited(
        year,
        [(name, number) for name, number in named.values()],
        [group.name for group in groups if group.pk not in named],
    )


def groups_named(activity: Activity, year: int) -> dict[int, tuple[str, int]]:
    """By primary key; one query."""
    rows = (
        Section.objects.relevant()
        .filter(
            activity=activity,
            report__round__plan=activity.output.plan_id,
            report__round__year=year,
            target_groups__isnull=False,
        )
        .order_by()
        .values_list("target_groups", "target_groups__name")
        .annotate(reports=Count("pk"))
        .order_by("-reports", "target_groups__name", "target_groups")
    )
    return {pk: (name, number) for pk, name, number in rows}
