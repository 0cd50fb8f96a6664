"""Addresses of this room's register."""

from activities.accounts.register import ACCOUNTS
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(ACCOUNTS)
