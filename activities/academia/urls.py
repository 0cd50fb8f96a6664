"""Addresses of this room's registers."""

from activities.academia.register import COURSES, INSTITUTIONS
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(INSTITUTIONS, COURSES)
