"""API endpoint of the activities: read only, since DEVT edits them in the administration."""

from django.db.models import QuerySet

from activities.filters import ActivityFilter
from activities.models import Activity
from activities.rules import VIEW_ACTIVITY
from activities.serializers import ActivitySerializer
from kernel.api_permissions import may
from kernel.endpoints import ReadOnlyEndpoint
from members.requests import reader


class ActivityViewSet(ReadOnlyEndpoint):
    """Activities of all plans; nine of the first plan demand that their effectiveness be measured."""

    serializer_class = ActivitySerializer
    permission_classes = [may(VIEW_ACTIVITY)]
    queryset = Activity.objects.none()
    filterset_class = ActivityFilter
    ordering_fields = ["code", "number"]

    def get_queryset(self) -> QuerySet[Activity]:
        activities = Activity.objects.visible_to(reader(self.request))
        return activities.select_related("output__plan").prefetch_related("target_groups")
