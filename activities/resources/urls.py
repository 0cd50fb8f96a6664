"""Addresses of the resources and their uses."""

from activities.resources.register import RESOURCES
from activities.resources.uses import USES
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(RESOURCES, USES)
