"""API endpoint of the official statistics."""

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin

from actionplan.core.api_permissions import may
from actionplan.core.endpoints import Endpoint
from members.committees.filters import StatisticFilter
from members.committees.models import Statistic
from members.committees.serializers import StatisticSerializer
from members.requests import reader


class StatisticViewSet(ListModelMixin, Endpoint):
    """What official sources count per member and year; a row that is missing is not reported, never zero."""

    serializer_class = StatisticSerializer
    permission_classes = [may("committees.view_statistics")]
    queryset = Statistic.objects.none()
    filterset_class = StatisticFilter
    ordering_fields = ["year", "series", "value", "member__iso2"]

    def get_queryset(self) -> QuerySet[Statistic]:
        return Statistic.objects.visible_to(reader(self.request)).select_related("member")
