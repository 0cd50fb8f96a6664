"""What lists of activities can be narrowed by."""

import django_filters

from activities.models import Activity, ActivityQuerySet


class ActivityFilter(django_filters.FilterSet):
    plan = django_filters.CharFilter("output__plan__code")
    output = django_filters.CharFilter("output__code")
    year = django_filters.NumberFilter(method="filter_year", label="valid in the year")

    class Meta:
        model = Activity
        fields = ["plan", "output", "code", "effectiveness_measured", "year"]

    def filter_year(self, queryset: ActivityQuerySet, name: str, value: int) -> ActivityQuerySet:
        return queryset.in_year(int(value))
