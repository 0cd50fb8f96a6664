"""API endpoints of committees, the ICS and official statistics."""

from django.db.models import QuerySet
from rest_framework.mixins import ListModelMixin

from kernel.api_permissions import may
from kernel.endpoints import Endpoint, ReadOnlyEndpoint
from members.committees.filters import CommitteeFilter, IcsFieldFilter, StatisticFilter
from members.committees.models import Committee, IcsField, Statistic
from members.committees.rules import VIEW_STATISTICS
from members.committees.serializers import CommitteeSerializer, IcsFieldSerializer, StatisticSerializer
from members.requests import reader

MayRead = may(VIEW_STATISTICS)


class CommitteeViewSet(ReadOnlyEndpoint):
    """Committees with who held the secretariat and how many members they had, by year."""

    serializer_class = CommitteeSerializer
    permission_classes = [MayRead]
    queryset = Committee.objects.none()
    filterset_class = CommitteeFilter
    ordering_fields = ["reference", "number"]

    def get_queryset(self) -> QuerySet[Committee]:
        committees = Committee.objects.visible_to(reader(self.request)).select_related("parent")
        return committees.prefetch_related("years__secretariat")


class IcsFieldViewSet(ListModelMixin, Endpoint):
    """Fields of the International Classification for Standards."""

    serializer_class = IcsFieldSerializer
    permission_classes = [MayRead]
    queryset = IcsField.objects.none()
    filterset_class = IcsFieldFilter
    ordering_fields = ["code", "level"]

    def get_queryset(self) -> QuerySet[IcsField]:
        return IcsField.objects.visible_to(reader(self.request)).select_related("parent")


class StatisticViewSet(ListModelMixin, Endpoint):
    """What official sources count per member and year; a row that is missing is not reported, never zero."""

    serializer_class = StatisticSerializer
    permission_classes = [MayRead]
    queryset = Statistic.objects.none()
    filterset_class = StatisticFilter
    ordering_fields = ["year", "series", "value", "member__iso2"]

    def get_queryset(self) -> QuerySet[Statistic]:
        return Statistic.objects.visible_to(reader(self.request)).select_related("member")
