"""Addresses of the indicator pages."""

from django.urls import path

from indicators.views import current, framework, pages, runs

app_name = "indicators"

urlpatterns = [
    path("indicators/", current.current, name="current"),
    path("plans/<slug:code>/framework/", framework.framework, name="framework"),
    path("plans/<slug:code>/runs/", runs.runs, name="runs"),
    path("plans/<slug:code>/runs/start/", runs.start, name="start-run"),
    path("plans/<slug:code>/indicators/", pages.indicators, name="list"),
    path("plans/<slug:code>/indicators/<str:indicator_code>/", pages.indicator, name="indicator"),
    path("plans/<slug:code>/indicators/<str:indicator_code>/results.csv", pages.results_file, name="results"),
    path("plans/<slug:code>/indicators/<str:indicator_code>/values.csv", pages.lineage_file, name="values"),
]
