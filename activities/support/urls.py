"""Addresses of missions and grants."""

from django.urls import include, path

from activities.support.grants import GRANTS
from activities.support.missions import MISSIONS
from kernel.registers.urls import addresses

urlpatterns = [path("", include((addresses(register), register.name))) for register in (MISSIONS, GRANTS)]
