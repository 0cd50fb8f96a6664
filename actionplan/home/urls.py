"""Addresses of the home page, search, and what the portal says about itself."""

from django.conf import settings
from django.urls import path

from actionplan.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("sources/", views.sources, name="sources"),
]

if settings.DEBUG:
    urlpatterns.append(path("components/", views.components, name="components"))
