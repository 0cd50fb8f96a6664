"""Addresses of missions and grants."""

from activities.support.grants import GRANTS
from activities.support.missions import MISSIONS
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(MISSIONS, GRANTS)
