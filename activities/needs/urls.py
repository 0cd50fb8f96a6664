"""Addresses of the needs."""

from django.urls import path

from activities.needs import views
from activities.needs.register import NEEDS
from kernel.registers.urls import addresses

app_name = NEEDS.name

urlpatterns = [
    path("registers/needs/ranking/", views.ranking, name="ranking"),
    path("registers/needs/call/", views.call, name="call"),
    path("registers/needs/call/open/", views.open_call, name="open_call"),
    *addresses(NEEDS),
]
