"""Putting those who are selected on an event's list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from activities.events.models import Event
from activities.events.rules import SELECT
from activities.events.services import take_over_selected
from kernel.access import allowed
from members.requests import SignedInRequest


@require_POST
@allowed(SELECT)
def take_over(request: SignedInRequest, code: str) -> HttpResponse:
    """Everybody selected becomes a participant; whoever is one already stays so."""
    event = get_object_or_404(Event.objects.visible_to(request.user).standing(), code=code)
    found = take_over_selected(event, by=request.user)
    if found.added or not found.refused:
        words = ngettext("%(count)s participant is added.", "%(count)s participants are added.", found.added)
        messages.success(request, words % {"count": found.added})
    for refused in found.refused:
        messages.error(request, refused)
    return redirect(event)
