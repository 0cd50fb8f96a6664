"""The dashboard over the API: the same selector and the same permission as the page."""

from typing import TYPE_CHECKING, cast

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from indicators.dashboard.rules import VIEW_DASHBOARD
from indicators.dashboard.selectors import current_plan, dashboard
from indicators.dashboard.serializers import DashboardQuery, DashboardSerializer
from indicators.selectors.performance import opening_year
from kernel.api_permissions import may
from kernel.endpoints import KnownParameters
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User


class DashboardViewSet(ViewSetMixin, KnownParameters):
    """One year of a plan at a glance."""

    permission_classes = [may(VIEW_DASHBOARD)]
    takes = {"list": list(DashboardQuery().fields)}

    @extend_schema(
        operation_id="dashboard_retrieve", parameters=[DashboardQuery], responses=DashboardSerializer
    )
    def list(self, request: Request) -> Response:
        """The dashboard of a plan and year, by default the newest with results."""
        asked = DashboardQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person = cast("User", request.user)
        plan = self.plan(person, asked.validated_data.get("plan"))
        year = asked.validated_data.get("year") or opening_year(plan, person)
        if year not in plan.years:
            raise NotFound(_("The plan has no year %(year)s.") % {"year": year})
        return Response(DashboardSerializer(dashboard(plan, year, person)).data)

    def plan(self, person: "User", code: str | None) -> Plan:
        if code:
            return get_object_or_404(Plan.objects.visible_to(person), code=code)
        plan = current_plan(person)
        if plan is None:
            raise NotFound(_("There is no plan yet."))
        return plan
