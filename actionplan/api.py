"""The REST API: which endpoint each app answers."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from activities.api import ActivityViewSet
from outputs.api import OutputViewSet, PlanViewSet, TargetGroupViewSet

router = DefaultRouter()
router.register("plans", PlanViewSet)
router.register("outputs", OutputViewSet)
router.register("target-groups", TargetGroupViewSet)
router.register("activities", ActivityViewSet)

urlpatterns = [path("v1/", include(router.urls))]
