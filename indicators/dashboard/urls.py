"""Addresses of the dashboards."""

from django.urls import path

from indicators.dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("dashboard/", views.current, name="current"),
    path("plans/<slug:code>/dashboard/", views.newest, name="newest"),
    path("plans/<slug:code>/dashboard/<int:year>/", views.dashboard, name="dashboard"),
]
