"""The REST API: which endpoint each app answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from activities.api import ActivityViewSet
from activities.reporting.api import ReportViewSet, RoundViewSet
from indicators.api import IndicatorViewSet, ResultViewSet, RunViewSet
from indicators.dashboard.api import DashboardViewSet
from kernel.access import allowed
from kernel.endpoints import Root
from kernel.openapi import operations_by_tag
from kernel.registers.api import endpoint_of
from kernel.registers.declaration import REGISTERS
from members.api import MemberViewSet, OrganisationViewSet, SignInView, SignOutEverywhereView, SignOutView
from members.committees.api import CommitteeViewSet, IcsFieldViewSet, StatisticViewSet
from outputs.api import OutputViewSet, PlanViewSet, TargetGroupViewSet
from outputs.rules import VIEW_PLAN

router = DefaultRouter()
router.APIRootView = Root
router.include_format_suffixes = False  # JSON is the only format
router.register("members", MemberViewSet)
router.register("organizations", OrganisationViewSet)
router.register("committees", CommitteeViewSet)
router.register("ics-fields", IcsFieldViewSet)
router.register("statistics", StatisticViewSet)
router.register("plans", PlanViewSet)
router.register("outputs", OutputViewSet)
router.register("target-groups", TargetGroupViewSet)
router.register("activities", ActivityViewSet)
router.register("rounds", RoundViewSet)
router.register("reports", ReportViewSet)
router.register("indicators", IndicatorViewSet)
router.register("results", ResultViewSet)
router.register("runs", RunViewSet)
router.register("dashboard", DashboardViewSet, basename="dashboard")
for each in REGISTERS.values():
    router.register(each.key, endpoint_of(each))


@allowed(VIEW_PLAN)
def docs(request: HttpRequest) -> HttpResponse:
    """The API to read, made from its OpenAPI document."""
    return render(request, "api/docs.html", {"operations": operations_by_tag()})


urlpatterns = [
    path("docs/", docs, name="api_docs"),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("v1/", include(router.urls)),
    path("v1/auth/token/", SignInView.as_view(), name="api_sign_in"),
    path("v1/auth/logout/", SignOutView.as_view(), name="api_sign_out"),
    path("v1/auth/logoutall/", SignOutEverywhereView.as_view(), name="api_sign_out_everywhere"),
]
