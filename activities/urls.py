"""Addresses of the activity pages."""

from django.urls import path

from activities import views

app_name = "activities"

urlpatterns = [
    path("plans/<slug:plan_code>/activities/<str:code>/", views.activity, name="activity"),
]
