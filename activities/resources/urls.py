"""Addresses of the resources and their uses."""

from django.urls import include, path

from activities.resources.register import RESOURCES
from activities.resources.uses import USES
from kernel.registers.urls import addresses

urlpatterns = [
    path("", include((addresses(RESOURCES), RESOURCES.name))),
    path("", include((addresses(USES), USES.name))),
]
