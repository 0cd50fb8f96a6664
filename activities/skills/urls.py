"""Addresses of skills and trainers."""

from activities.skills.profiles import GAPS, PROFILES
from activities.skills.trainers import TRAINERS
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(PROFILES, GAPS, TRAINERS)
