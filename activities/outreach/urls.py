"""Addresses of the registers of outreach."""

from django.urls import include, path

from activities.outreach.entries import ENTRIES
from activities.outreach.programmes import PROGRAMMES
from activities.outreach.publicity import PUBLICITY
from kernel.registers.urls import addresses

urlpatterns = [
    path("", include((addresses(register), register.name))) for register in (PROGRAMMES, PUBLICITY, ENTRIES)
]
