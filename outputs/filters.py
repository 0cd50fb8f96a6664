"""What lists of the plan can be narrowed by."""

import django_filters

from outputs.models import Output, TargetGroup


class OutputFilter(django_filters.FilterSet):
    plan = django_filters.CharFilter("plan__code")

    class Meta:
        model = Output
        fields = ["plan", "number", "code"]


class TargetGroupFilter(django_filters.FilterSet):
    plan = django_filters.CharFilter("plan__code")
    output = django_filters.CharFilter("outputs__code")

    class Meta:
        model = TargetGroup
        fields = ["plan", "output", "slug"]
