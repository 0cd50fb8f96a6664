"""Addresses of the arrangements."""

from activities.partnerships.register import ARRANGEMENTS
from kernel.registers.urls import addresses

app_name = ARRANGEMENTS.name

urlpatterns = addresses(ARRANGEMENTS)
