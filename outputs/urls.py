"""Addresses of the plan pages."""

from django.urls import path

from outputs import views

app_name = "outputs"

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:code>/", views.plan, name="plan"),
    path("plans/<slug:code>/outputs/<int:number>/", views.output, name="output"),
]
