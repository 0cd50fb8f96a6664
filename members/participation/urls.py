"""Addresses of positions in committees."""

from django.urls import path

from kernel.registers.urls import addresses
from members.participation import views
from members.participation.register import POSITIONS

app_name = POSITIONS.name

urlpatterns = [
    path("registers/positions/comparison/", views.compared, name="comparison"),
    *addresses(POSITIONS),
]
