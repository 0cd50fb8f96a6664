"""What a member got, to confirm in one act or to dispute; and DEVT's queue of disputes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from activities.confirmations import services
from activities.confirmations.forms import DisputeForm, ResolveForm
from activities.confirmations.models import Confirmation
from activities.confirmations.rules import CONFIRM, RESOLVE
from activities.confirmations.selectors import UNTOLD, Item, item_of, items_of, version_of
from activities.registers import own_members
from kernel.access import allowed, require
from kernel.asked import page_of, takes
from kernel.forms import try_service
from kernel.registers.shown import heading, shown
from members.models import Member
from members.requests import SignedInRequest

PAGE_SIZE = 25
MOST_AT_ONCE = 500
"""So many are confirmed in one act; others wait for the next."""


@takes("all")
@allowed(CONFIRM)
def received(request: SignedInRequest, iso2: str = "") -> HttpResponse:
    """The records that wait for a member's word, or all of them, register by register."""
    member = member_asked(request, iso2)
    if request.method == "POST":
        return confirmed(request, member)
    items = items_of(member)
    waiting = [item for item in items if item.is_waiting]
    shown_items = items if "all" in request.GET else [item for item in items if item.standing != "confirmed"]
    context = {
        "member": member,
        "members": own_members(request.user),
        "tables": tables(shown_items),
        "waiting": [version_of(item) for item in waiting[:MOST_AT_ONCE]],
        "is_all": "all" in request.GET,
        "count": len(items),
    }
    return render(request, "confirmations/received.html", context)


def member_asked(request: SignedInRequest, iso2: str) -> Member:
    own = own_members(request.user)
    return get_object_or_404(own, iso2=iso2) if iso2 else get_object_or_404(own[:1])


def confirmed(request: SignedInRequest, member: Member) -> HttpResponse:
    versions = request.POST.getlist("record")
    try:
        count = services.confirm(member, versions, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        words = ngettext("%(count)s record is confirmed.", "%(count)s records are confirmed.", count)
        messages.success(request, words % {"count": count} if count else _("They were confirmed before."))
    return redirect("confirmations:received_of", member.iso2)


def tables(items: list[Item]) -> list[dict[str, Any]]:
    """A table for each register: what its list shows, in words."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        register = item.register
        table = found.setdefault(register.key, {"register": register, "rows": []})
        columns = [name for name in register.columns if name not in UNTOLD]
        table["headings"] = [heading(register.model, name) for name in columns]
        cells = zip(table["headings"], (shown(item.record, name) for name in columns), strict=True)
        table["rows"].append((item, list(cells)))
    return list(found.values())


@allowed(CONFIRM)
def dispute(request: SignedInRequest, iso2: str, code: str) -> HttpResponse:
    member = member_asked(request, iso2)
    item = item_of(member, code)
    if item is None:
        raise Http404
    current = item.record.version
    form = DisputeForm(request.POST if request.method == "POST" else None, initial={"version": current})

    def act() -> None:
        item.record.version = form.cleaned_data["version"] or current
        services.dispute(item, member, form.cleaned_data["comment"], by=request.user, now=timezone.now())

    if form.is_valid() and try_service(form, act):
        messages.success(request, _("DEVT is told what is wrong with %(record)s.") % {"record": item.record})
        return redirect("confirmations:received_of", member.iso2)
    context = {"form": form, "item": item, "member": member}
    return render(request, "confirmations/dispute.html", context)


@require_safe
@takes("page")
@allowed(RESOLVE)
def disputes(request: SignedInRequest) -> HttpResponse:
    found = Confirmation.objects.disputed().select_related("member", "by").order_by("at", "pk")
    return render(request, "confirmations/disputes.html", {"page": page_of(request.GET, found, PAGE_SIZE)})


def resolve(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, RESOLVE)
    disputed = get_object_or_404(Confirmation.objects.disputed().select_related("member", "by"), pk=pk)
    form = ResolveForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        services.resolve(disputed, form.cleaned_data["resolution"], by=request.user, now=timezone.now())

    if form.is_valid() and try_service(form, act):
        words = _("The dispute of %(record)s is resolved; the member reads how.")
        messages.success(request, words % {"record": disputed.code})
        return redirect(reverse("confirmations:disputes"))
    return render(request, "confirmations/resolve.html", {"form": form, "disputed": disputed})
