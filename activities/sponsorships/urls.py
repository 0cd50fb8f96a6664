"""Addresses of sponsorships."""

from activities.sponsorships.register import SPONSORSHIPS
from kernel.registers.urls import addresses

app_name = SPONSORSHIPS.name

urlpatterns = addresses(SPONSORSHIPS)
