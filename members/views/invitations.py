"""Where an invitation's link leads."""

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from members.forms import NewPersonForm
from members.models import Invitation, User
from members.requests import reader
from members.selectors import person_of
from members.services.invitations import (
    OTHER_ADDRESS,
    InvitationClosed,
    accept_as_new_person,
    accept_invitation,
    find_invitation,
)

SIGN_IN_BACKEND = "members.backends.SignInBackend"


@never_cache
@sensitive_post_parameters("password", "repeated")
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept as the person who is signed in, sign in first, or become a new person."""
    try:
        found = find_invitation(token=token, now=timezone.now())
        if request.user.is_authenticated:
            return as_signed_in(request, token, found, reader(request))
        if person_of(found.email):
            return render(request, "members/invitation_sign_in.html", {"invitation": found})
        return as_new_person(request, token, found)
    except InvitationClosed as closed:
        return closed_page(request, closed.reason)


def as_signed_in(request: HttpRequest, token: str, found: Invitation, user: User) -> HttpResponse:
    if found.email.lower() != user.email.lower():
        return closed_page(request, OTHER_ADDRESS, found)
    if request.method != "POST":
        return render(request, "members/invitation_accept.html", {"invitation": found})
    role = accept_invitation(token=token, user=user, now=timezone.now())
    messages.success(request, _("Welcome. Your role: %(role)s.") % {"role": role})
    return redirect("home")


def as_new_person(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    form = NewPersonForm(request.POST or None, invitation=found)
    if not form.is_valid():
        return render(request, "members/invitation_new.html", {"invitation": found, "form": form})
    user = become(token, form)
    login(request, user, backend=SIGN_IN_BACKEND)
    UserSession.objects.create_from_request(request)
    reauthenticate_by_password(request)  # the password was typed just now
    messages.success(request, _("Welcome, %(name)s.") % {"name": user.name})
    return redirect("home")


def become(token: str, form: NewPersonForm) -> User:
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    return accept_as_new_person(token=token, name=name, password=password, now=timezone.now())


def closed_page(request: HttpRequest, reason: str, found: Invitation | None = None) -> HttpResponse:
    """Which words the page says follows from the reason; 403 for another's, else 410 Gone."""
    status = 403 if reason == OTHER_ADDRESS else 410
    context = {"reason": reason, "invitation": found}
    return render(request, "members/invitation_closed.html", context, status=status)
