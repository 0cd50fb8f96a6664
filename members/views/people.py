"""Who holds which role, who is invited, and what changes that."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.access import allowed, require
from kernel.asked import page_of, takes
from kernel.forms import try_service
from members.filters import RoleFilter
from members.forms import InviteForm, ReasonForm
from members.models import Invitation, Role, User
from members.requests import SignedInRequest
from members.rules import END_ROLE, INVITE, REMOVE_SECOND_FACTOR, VIEW_PEOPLE, still_stands
from members.selectors import invitations_to_watch, people_with_second_factor
from members.services.invitations import invite_person, resend_invitation, revoke_invitation
from members.services.roles import end_role
from members.services.second_factor import remove_second_factor

ROLES_A_PAGE = 50


@takes(RoleFilter, "page")
@allowed(VIEW_PEOPLE)
def people(request: SignedInRequest) -> HttpResponse:
    shown = Role.objects.visible_to(request.user).select_related(
        "user", "member", "organisation", "granted_by"
    )
    roles = RoleFilter(request.GET, shown.order_by("user__name", "user_id", "name", "pk"))
    invitations = invitations_to_watch(request.user)
    found = {
        "filter": roles,
        "page": page_of(request.GET, roles.qs, ROLES_A_PAGE),
        "invitations": invitations,
        "lapsed": [invitation for invitation in invitations if not still_stands(invitation)],
        "with_factor": whose_factor_can_be_removed(request),
    }
    return render(request, "members/people.html", found)


def whose_factor_can_be_removed(request: SignedInRequest) -> set[int]:
    if not request.user.has_perm(REMOVE_SECOND_FACTOR):
        return set()
    return set(people_with_second_factor().exclude(pk=request.user.pk).values_list("pk", flat=True))


@takes("role", "member")
@allowed(INVITE)
def invite(request: SignedInRequest) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("role", "member") if name in request.GET}
    form = InviteForm(request.POST or None, by=request.user, initial=asked)
    if form.is_valid() and try_service(form, lambda: send_invitation(request, form)):
        return redirect("members:people")
    return render(request, "members/invite.html", {"form": form})


def send_invitation(request: SignedInRequest, form: InviteForm) -> None:
    invitation = invite_person(by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})


@require_POST
@allowed(VIEW_PEOPLE)
def resend(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        resend_invitation(by=request.user, invitation_id=invitation.pk, now=timezone.now())
        messages.success(request, _("A new link is on its way to %(email)s.") % {"email": invitation.email})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("members:people")


@allowed(VIEW_PEOPLE)
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "members/revoke.html", {"invitation": invitation})
    try:
        revoke_invitation(by=request.user, invitation_id=invitation.pk, now=timezone.now())
        messages.success(
            request,
            _("The invitation to %(email)s is revoked; its link no longer works.")
            % {"email": invitation.email},
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("members:people")


@allowed(VIEW_PEOPLE)
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(Role.objects.visible_to(request.user).select_related("user", "member"), pk=pk)
    require(request.user, END_ROLE, role)
    if request.method != "POST":
        return render(request, "members/end_role.html", {"role": role})
    try:
        end_role(by=request.user, role_id=role.pk, now=timezone.now())
        messages.success(request, _("%(name)s no longer holds this role.") % {"name": role.user})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("members:people")


@allowed(REMOVE_SECOND_FACTOR)
def remove_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_with_second_factor(), pk=pk)
    require(request.user, REMOVE_SECOND_FACTOR, person)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and try_service(form, lambda: take_off(request, person, form.cleaned_data["reason"])):
        return redirect("members:people")
    return render(request, "members/remove_factor.html", {"person": person, "form": form})


def take_off(request: SignedInRequest, person: User, reason: str) -> None:
    remove_second_factor(person_id=person.pk, by=request.user, reason=reason, now=timezone.now())
    messages.success(request, _("Two-step sign-in of %(name)s is off.") % {"name": person})
