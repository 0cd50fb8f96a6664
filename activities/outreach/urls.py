"""Addresses of the registers of outreach."""

from activities.outreach.entries import ENTRIES
from activities.outreach.programmes import PROGRAMMES
from activities.outreach.publicity import PUBLICITY
from kernel.registers.urls import addresses_of

urlpatterns = addresses_of(PROGRAMMES, PUBLICITY, ENTRIES)
