"""Addresses of this room's registers."""

from activities.briefings.register import BRIEFINGS
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(BRIEFINGS)
