"""The REST API: which endpoint each app answers."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from activities.api import ActivityViewSet
from indicators.editions.api import DashboardViewSet
from outputs.api import OutputViewSet, PlanViewSet, TargetGroupViewSet

router = DefaultRouter()
router.register("plans", PlanViewSet)
router.register("outputs", OutputViewSet)
router.register("target-groups", TargetGroupViewSet)
router.register("activities", ActivityViewSet)
router.register("dashboard", DashboardViewSet, basename="dashboard")

urlpatterns = [path("v1/", include(router.urls))]
