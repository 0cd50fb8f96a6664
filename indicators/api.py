"""API endpoints of indicators, results and runs."""

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet
from rest_framework.mixins import CreateModelMixin

from indicators import services
from indicators.filters import IndicatorFilter, ResultFilter, RunFilter
from indicators.labels import GroupLabels
from indicators.models import Indicator, IndicatorVersion, Result, Run
from indicators.rules import START_RUN, VIEW_RESULTS, VIEW_RUNS
from indicators.serializers import IndicatorSerializer, ResultSerializer, RunSerializer
from kernel.api_permissions import may
from kernel.endpoints import ReadOnlyEndpoint
from members.requests import reader
from outputs.rules import VIEW_PLAN

if TYPE_CHECKING:
    from rest_framework.serializers import BaseSerializer


class Labelled:
    """Gives serializers the words for groups, read once for the whole answer."""

    def get_serializer_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_serializer_context()  # type: ignore[misc]
        return context | {"labels": GroupLabels()}


class IndicatorViewSet(Labelled, ReadOnlyEndpoint):
    """Indicators with their formula, baseline and targets."""

    serializer_class = IndicatorSerializer
    permission_classes = [may(VIEW_PLAN)]
    queryset = Indicator.objects.none()
    filterset_class = IndicatorFilter
    ordering_fields = ["code", "position"]

    def get_queryset(self) -> QuerySet[Indicator]:
        newest_first = Prefetch("versions", IndicatorVersion.objects.order_by("-number"))
        indicators = Indicator.objects.visible_to(reader(self.request))
        return indicators.select_related("plan", "output", "activity").prefetch_related(
            newest_first, "targets"
        )


class ResultViewSet(Labelled, ReadOnlyEndpoint):
    """Results in total and by group."""

    serializer_class = ResultSerializer
    permission_classes = [may(VIEW_RESULTS)]
    queryset = Result.objects.none()
    filterset_class = ResultFilter
    ordering_fields = ["year", "split", "group", "value"]

    def get_queryset(self) -> QuerySet[Result]:
        return Result.objects.visible_to(reader(self.request)).select_related("version__indicator__plan")


class RunViewSet(CreateModelMixin, ReadOnlyEndpoint):
    """Runs; DEVT starts one by naming the plan."""

    serializer_class = RunSerializer
    permission_classes = [may(VIEW_RUNS, change=START_RUN)]
    queryset = Run.objects.none()
    filterset_class = RunFilter
    ordering_fields = ["created_at"]

    def get_queryset(self) -> QuerySet[Run]:
        return Run.objects.visible_to(reader(self.request)).select_related("plan", "started_by")

    def perform_create(self, serializer: "BaseSerializer[Run]") -> None:
        """Start a run of all years; where one waits or is at work, it is the answer."""
        plan = serializer.validated_data["plan"]
        serializer.instance = services.start_run(plan=plan, by=reader(self.request))
