"""API endpoints of the plan: read only, since DEVT edits it in the administration."""

from django.db.models import QuerySet

from kernel.api_permissions import may
from kernel.endpoints import ReadOnlyEndpoint
from members.requests import reader
from outputs.filters import OutputFilter, TargetGroupFilter
from outputs.models import Output, Plan, TargetGroup
from outputs.rules import VIEW_PLAN
from outputs.serializers import OutputSerializer, PlanSerializer, TargetGroupSerializer

MayRead = may(VIEW_PLAN)


class PlanViewSet(ReadOnlyEndpoint):
    """Plans with their responsibilities and statements."""

    serializer_class = PlanSerializer
    permission_classes = [MayRead]
    queryset = Plan.objects.none()
    lookup_field = "code"
    ordering_fields = ["code", "starts_on"]

    def get_queryset(self) -> QuerySet[Plan]:
        plans = Plan.objects.visible_to(reader(self.request))
        return plans.prefetch_related("context_facts", "responsibilities", "statements__output")


class OutputViewSet(ReadOnlyEndpoint):
    """Outputs with their target groups."""

    serializer_class = OutputSerializer
    permission_classes = [MayRead]
    queryset = Output.objects.none()
    filterset_class = OutputFilter
    ordering_fields = ["number", "code"]

    def get_queryset(self) -> QuerySet[Output]:
        outputs = Output.objects.visible_to(reader(self.request))
        return outputs.select_related("plan").prefetch_related("target_groups")


class TargetGroupViewSet(ReadOnlyEndpoint):
    """Whom outputs and activities mean to reach."""

    serializer_class = TargetGroupSerializer
    permission_classes = [MayRead]
    queryset = TargetGroup.objects.none()
    filterset_class = TargetGroupFilter
    ordering_fields = ["name", "slug"]

    def get_queryset(self) -> QuerySet[TargetGroup]:
        return TargetGroup.objects.visible_to(reader(self.request)).select_related("plan").distinct()
