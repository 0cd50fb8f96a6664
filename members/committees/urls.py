"""Addresses of the committee pages."""

from django.urls import path

from members.committees import views

app_name = "committees"

urlpatterns = [path("committees/<int:pk>/", views.committee, name="committee")]
