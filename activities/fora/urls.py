"""Addresses of this room's registers."""

from activities.fora.register import DECISIONS, PRACTICES
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(PRACTICES, DECISIONS)
