"""What lists of the plan can be narrowed by."""

from kernel.filters import FilterSet, KnownFilter
from outputs.models import Output, TargetGroup


class OutputFilter(FilterSet):
    plan = KnownFilter("plan__code")

    class Meta:
        model = Output
        fields = ["plan", "number", "code"]


class TargetGroupFilter(FilterSet):
    plan = KnownFilter("plan__code")
    output = KnownFilter("outputs__code")

    class Meta:
        model = TargetGroup
        fields = ["plan", "output", "slug"]
