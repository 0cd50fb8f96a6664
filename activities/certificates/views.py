"""Sign-in sheets and certificates, to be saved."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from activities.certificates import services
from activities.certificates.making import certificate_of
from activities.certificates.models import Printing
from activities.certificates.rules import PRINT_PAPERS
from activities.certificates.selectors import certified, people_of, why_not, why_not_of
from activities.certificates.typesetting import NoFontError, pdf_response
from activities.events.models import Event
from activities.events.rules import VIEW_PEOPLE_OF_EVENTS
from kernel.access import allowed, require
from kernel.asked import page_of, takes
from kernel.days import portal_day
from members.requests import SignedInRequest

A_PAGE = 50


def event_of(request: SignedInRequest, code: str) -> Event:
    """One of DEVT's, or one at which the reader knows somebody."""
    seen = Event.objects.visible_to(request.user).select_related("plan", "member", "country")
    event = get_object_or_404(seen, code=code)
    if not request.user.has_perm(PRINT_PAPERS) and not people_of(event, request.user).exists():
        raise Http404
    return event


@require_safe
@allowed(PRINT_PAPERS)
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    event = event_of(request, code)
    if event.is_cancelled:
        raise Http404
    content = services.sheet_of(event, by=request.user, day=portal_day())
    return pdf_response(f"sign-in-sheet-{event.code}.pdf", content)


@takes("page")
@vary_on_headers("HX-Request")
@allowed(VIEW_PEOPLE_OF_EVENTS)
def certificates(request: SignedInRequest, code: str) -> HttpResponse:
    """Who gets one; asked to, has all made."""
    event = event_of(request, code)
    if request.method == "POST":
        require(request.user, PRINT_PAPERS)
        try:
            services.print_all(event, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("certificates:event", event.code)
    people = people_of(event, request.user)
    page = page_of(request.GET, people, A_PAGE)
    problem = why_not_of(event)
    context = {
        "event": event,
        "page": page,
        "rows": [(one, why_not(one)) for one in page],
        "problem": problem,
        "count": 0 if problem else certified(people).count(),
        "may_print": request.user.has_perm(PRINT_PAPERS),
        "printing": printings_of(request, event).defer("content").first(),
    }
    is_part = "HX-Request" in request.headers and context["may_print"]
    return render(request, "certificates/live.html" if is_part else "certificates/event.html", context)


@require_safe
@allowed(PRINT_PAPERS)
def file(request: SignedInRequest, code: str) -> HttpResponse:
    """All certificates, once they are made."""
    event = event_of(request, code)
    printing = printings_of(request, event).first()
    if printing is None or printing.content is None or why_not_of(event):
        raise Http404
    return pdf_response(f"certificates-{event.code}.pdf", bytes(printing.content))


@require_safe
@allowed(VIEW_PEOPLE_OF_EVENTS)
def certificate(request: SignedInRequest, code: str, participant: str) -> HttpResponse:
    """Of somebody who was there."""
    event = event_of(request, code)
    one = get_object_or_404(certified(people_of(event, request.user)), code=participant)
    one.event = event
    try:
        content = certificate_of(one, day=portal_day())
    except NoFontError:
        words = _("No font here has all letters of this name or of the event. Tell DEVT.")
        messages.error(request, words)
        return redirect("certificates:event", event.code)
    return pdf_response(f"certificate-{one.code}.pdf", content)


def printings_of(request: SignedInRequest, event: Event) -> QuerySet[Printing]:
    return Printing.objects.visible_to(request.user, timezone.now()).filter(event=event)
