"""A person's own page: name, time zone, roles, tokens of the API."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from knox.models import AuthToken

from kernel.access import role_not_required
from kernel.forms import try_service
from members.forms import ProfileForm, TokenForm
from members.requests import SignedInRequest
from members.services.profiles import update_profile
from members.services.tokens import create_token, revoke_token


@role_not_required
def profile(request: SignedInRequest) -> HttpResponse:
    form = profile_form_of(request, request.POST or None)
    if form.is_valid():
        update_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("members:profile")
    return profile_page(request, form=form)


def profile_form_of(request: SignedInRequest, data: QueryDict | None = None) -> ProfileForm:
    return ProfileForm(data, initial={"name": request.user.name, "time_zone": request.user.time_zone})


def profile_page(request: SignedInRequest, **context: object) -> HttpResponse:
    shown = {
        "token_form": TokenForm(),
        "roles": request.user.roles.select_related("member", "organisation").order_by("-valid_from", "pk"),
        "tokens": AuthToken.objects.filter(user=request.user).order_by("-created"),
    }
    return render(request, "members/profile.html", shown | context)


@never_cache
@require_POST
def new_token(request: SignedInRequest) -> HttpResponse:
    """Show the new token's text, once: a reload makes another one, and says so in the list."""
    form = TokenForm(request.POST)
    made: list[str] = []
    if form.is_valid() and try_service(form, lambda: made.append(make_token(request, form))):
        return render(request, "members/token.html", {"token": made[0]}, status=201)
    return profile_page(request, form=profile_form_of(request), token_form=form)


def make_token(request: SignedInRequest, form: TokenForm) -> str:
    lasts = dt.timedelta(days=form.cleaned_data["days"])
    return create_token(user=request.user, lasts=lasts, now=timezone.now())[1]


@role_not_required
@require_POST
def end_token(request: SignedInRequest, digest: str) -> HttpResponse:
    revoke_token(user=request.user, digest=digest)
    messages.success(request, _("The token is revoked."))
    return redirect("members:profile")
