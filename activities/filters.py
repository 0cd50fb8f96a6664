"""What lists of activities can be narrowed by."""

from activities.models import Activity, ActivityQuerySet
from kernel.filters import FilterSet, KnownFilter, YearFilter


class ActivityFilter(FilterSet):
    plan = KnownFilter("output__plan__code")
    output = KnownFilter("output__code")
    year = YearFilter(method="filter_year", label="valid in the year")

    class Meta:
        model = Activity
        fields = ["plan", "output", "code", "effectiveness_measured", "year"]

    def filter_year(self, queryset: ActivityQuerySet, name: str, value: int) -> ActivityQuerySet:
        return queryset.in_year(value)
