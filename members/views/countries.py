"""The list of members, and each member's page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kernel.access import allowed
from kernel.asked import page_of, takes
from members.filters import MemberFilter
from members.models import Member
from members.requests import SignedInRequest
from members.rules import VIEW_MEMBERS, VIEW_SPEAKERS
from members.selectors import people_who_speak_for

MEMBERS_A_PAGE = 50


@takes(MemberFilter, "page")
@allowed(VIEW_MEMBERS)
def members(request: SignedInRequest) -> HttpResponse:
    found = MemberFilter(request.GET, Member.objects.visible_to(request.user).select_related("region"))
    page = page_of(request.GET, found.qs, MEMBERS_A_PAGE)
    return render(request, "members/members.html", {"filter": found, "page": page})


@allowed(VIEW_MEMBERS)
def member(request: SignedInRequest, iso2: str) -> HttpResponse:
    shown = Member.objects.visible_to(request.user).select_related(
        "region", "subregion", "intermediate_region"
    )
    thing = get_object_or_404(shown, iso2=iso2.upper())
    sees_speakers = request.user.has_perm(VIEW_SPEAKERS, thing)
    context = {
        "member": thing,
        "names": thing.names.order_by("-valid_from", "pk"),
        "memberships": thing.memberships.order_by("-valid_from", "pk"),
        "classifications": thing.classifications.order_by("scheme", "-valid_from", "pk"),
        "organisations": thing.organisations.all(),
        "speakers": people_who_speak_for(thing) if sees_speakers else None,
    }
    return render(request, "members/member.html", context)
