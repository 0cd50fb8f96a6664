"""What lists of the plan can be narrowed by."""

import django_filters

from actionplan.core.filters import FilterSet
from outputs.models import Output, TargetGroup


class OutputFilter(FilterSet):
    plan = django_filters.CharFilter("plan__code")

    class Meta:
        model = Output
        fields = ["plan", "number", "code"]


class TargetGroupFilter(FilterSet):
    plan = django_filters.CharFilter("plan__code")
    output = django_filters.CharFilter("outputs__code")

    class Meta:
        model = TargetGroup
        fields = ["plan", "output", "slug"]
