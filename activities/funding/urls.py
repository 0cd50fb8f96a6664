"""Addresses of this room's registers."""

from activities.funding.register import AGREEMENTS, BUDGET, SPENDING
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(AGREEMENTS, BUDGET, SPENDING)
