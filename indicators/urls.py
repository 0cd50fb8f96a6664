"""Addresses of the indicator pages."""

from django.urls import path

from indicators.views import framework

app_name = "indicators"

urlpatterns = [
    path("plans/<slug:code>/framework/", framework.framework, name="framework"),
]
