"""Addresses of the reporting pages."""

from django.urls import path

from activities.reporting.views import devt

app_name = "reporting"

urlpatterns = [
    path("reports/<int:pk>/", devt.review, name="report"),
    path("reports/<int:pk>/review/", devt.review, name="review"),
]
