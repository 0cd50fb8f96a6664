"""Addresses of the home page and of what serves those who run the portal."""

from django.urls import path

from actionplan.home import views

urlpatterns = [path("", views.home, name="home")]
