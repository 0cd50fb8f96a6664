"""Addresses of the events; each register has a namespace of its own."""

from django.urls import include, path

from activities.events import views
from activities.events.nominations import NOMINATIONS
from activities.events.participants import PARTICIPANTS
from activities.events.register import EVENTS
from kernel.registers.urls import addresses

of_events = [
    path("registers/events/<str:code>/take-over/", views.take_over, name="take_over"),
    *addresses(EVENTS),
]

urlpatterns = [
    path("", include((of_events, EVENTS.name))),
    path("", include((addresses(NOMINATIONS), NOMINATIONS.name))),
    path("", include((addresses(PARTICIPANTS), PARTICIPANTS.name))),
]
