"""Addresses of the needs."""

from activities.needs.register import NEEDS
from kernel.registers.urls import addresses

app_name = NEEDS.name

urlpatterns = addresses(NEEDS)
