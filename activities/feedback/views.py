"""Asking for feedback, typing it, reading it; and answering without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.events.models import Event
from activities.events.rules import CHANGE_EVENT, VIEW_EVENTS
from activities.feedback import services
from activities.feedback.enums import TAKEN_OUT
from activities.feedback.forms import AskForm, CodeForm, ResponseForm, TakeOutForm, TypedForm
from activities.feedback.models import Asking, Response
from activities.feedback.rules import TAKE_OUT
from activities.feedback.selectors import results_of
from activities.feedback.throttles import guesses_too_often
from kernel.access import allowed, require
from kernel.forms import try_service
from members.requests import SignedInRequest


def event_of(request: SignedInRequest, code: str) -> Event:
    """One that the reader sees whole."""
    return get_object_or_404(Event.objects.whole_to(request.user).select_related("plan"), code=code)


def asking_of(request: SignedInRequest, code: str) -> Asking:
    """Of an event that this person may change."""
    asking = get_object_or_404(Asking.objects.select_related("event"), event=event_of(request, code))
    require(request.user, CHANGE_EVENT, asking.event)
    return asking


@allowed(VIEW_EVENTS)
def asking(request: SignedInRequest, code: str) -> HttpResponse:
    """How it stands: asked, being answered, or what came of it."""
    event = event_of(request, code)
    found = Asking.of(event)
    may_gather = request.user.has_perm(CHANGE_EVENT, event)
    if found is None or request.method == "POST":
        require(request.user, CHANGE_EVENT, event)
    form = AskForm(request.POST if request.method == "POST" else None, event=event)

    def act() -> None:
        services.ask(event, form.cleaned_data["closes_on"], by=request.user, now=timezone.now())

    if form.is_valid() and try_service(form, act):
        return redirect("feedback:asking", event.code)
    context = {
        "event": event,
        "form": form,
        "asking": found,
        "results": results_of(found) if found else None,
        "may_gather": may_gather,
        "taken_out": TAKEN_OUT,
        "may_take_out": request.user.has_perm(TAKE_OUT),
        "where": request.build_absolute_uri(reverse("feedback:enter")),
    }
    return render(request, "feedback/asking.html", context)


@allowed(CHANGE_EVENT)
def close(request: SignedInRequest, code: str) -> HttpResponse:
    found = asking_of(request, code)
    if request.method != "POST":
        return render(request, "feedback/close.html", {"asking": found})
    try:
        services.close(found, by=request.user, now=timezone.now())
        messages.success(request, _("Closed. What people said can be read now."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(found)


@require_POST
@allowed(TAKE_OUT)
def take_out(request: SignedInRequest, code: str) -> HttpResponse:
    """A remark in which somebody is named."""
    remarks = Response.objects.filter(asking__event=event_of(request, code)).exclude(otherwise="")
    form = TakeOutForm(request.POST, remarks=remarks)
    if not form.is_valid():
        raise Http404
    services.take_out(form.cleaned_data["remark"], by=request.user)
    messages.success(request, _("Taken out. That somebody wrote something is still told."))
    return redirect("feedback:asking", code)


@require_safe
@allowed(CHANGE_EVENT)
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    """To be printed for those who have no telephone at hand."""
    found = asking_of(request, code)
    return render(request, "feedback/sheet.html", {"asking": found, "form": ResponseForm(None)})


@allowed(CHANGE_EVENT)
def type_in(request: SignedInRequest, code: str) -> HttpResponse:
    """One sheet after the other."""
    found = asking_of(request, code)
    form = TypedForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        services.answer(Response(asking=found, **form.cleaned_data), by=request.user)

    if form.is_valid() and try_service(form, act):
        messages.success(request, _("Kept. Here is the next one."))
        return redirect("feedback:type", found.event.code)
    return render(request, "feedback/type.html", {"asking": found, "form": form})


@never_cache
@login_not_required
def enter(request: HttpRequest) -> HttpResponse:
    """Where the code is typed that is shown in the room."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if Asking.objects.open().filter(code=code).exists():
            return redirect("feedback:answer", code)
        if guesses_too_often(request):
            return render(request, "429.html", status=429)
        form.add_error("code", _("Nobody is asked by this code now. Look at it again, or ask in the room."))
    return render(request, "feedback/enter.html", {"form": form})


@never_cache
@login_not_required
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; a look at them changes nothing."""
    found = Asking.objects.open().select_related("event").filter(code=code.upper()).first()
    if found is None:
        too_many = guesses_too_often(request)
        return render(request, "feedback/closed.html", status=429 if too_many else 404)
    form = ResponseForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        services.answer(Response(asking=found, **form.cleaned_data))

    if form.is_valid() and try_service(form, act):
        return redirect("feedback:thanks", found.code)
    return render(request, "feedback/answer.html", {"asking": found, "form": form})


@never_cache
@login_not_required
@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Looks nothing up: whoever comes here has sent a form, or guesses."""
    return render(request, "feedback/thanks.html", {"code": code})
