"""Addresses of the editions pages."""

from django.urls import URLPattern

app_name = "editions"

urlpatterns: list[URLPattern] = []
