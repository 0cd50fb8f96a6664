"""Addresses of this room's registers."""

from activities.benefit.register import BENEFITS, STAFF
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(BENEFITS, STAFF)
