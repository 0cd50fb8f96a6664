"""What lists of activities can be narrowed by."""

import django_filters

from actionplan.core.filters import FilterSet, YearFilter
from activities.models import Activity, ActivityQuerySet


class ActivityFilter(FilterSet):
    plan = django_filters.CharFilter("output__plan__code")
    output = django_filters.CharFilter("output__code")
    year = YearFilter(method="filter_year", label="valid in the year")

    class Meta:
        model = Activity
        fields = ["plan", "output", "code", "effectiveness_measured", "year"]

    def filter_year(self, queryset: ActivityQuerySet, name: str, value: int) -> ActivityQuerySet:
        return queryset.in_year(value)
