"""Ranking one's needs of a year, and the yearly call for needs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.needs.enums import CallAnswer
from activities.needs.forms import CallAnswerForm, CallForm, RankForm
from activities.needs.models import Call, Need
from activities.needs.register import NEEDS
from activities.needs.rules import ADD_NEED, OPEN_CALL
from activities.needs.services import answer_call, rank_needs
from activities.registers import own_members
from kernel.access import allowed, require
from kernel.asked import AskedWronglyError, takes
from kernel.days import portal_day
from kernel.fields import YEARS, read_whole
from kernel.forms import try_service
from kernel.registers.views.lists import context_of
from members.requests import SignedInRequest


@takes("year")
@allowed(ADD_NEED)
def ranking(request: SignedInRequest) -> HttpResponse:
    """The needs of one's own member in a year, each with its rank."""
    own = Need.objects.standing().filter(member__in=own_members(request.user))
    years = sorted({need_year[:4] for need_year in own.values_list("named_on", flat=True)}, reverse=True)
    year = str(year_asked(request) or (years[0] if years else portal_day().year))
    needs = list(own.filter(named_on__startswith=year).order_by("rank", "pk"))
    form = RankForm(request.POST if request.method == "POST" else None, needs=needs)
    if form.is_valid() and try_service(form, lambda: ranked(request, form)):
        return redirect(f"{reverse(NEEDS.address('ranking'))}?year={year}")
    context = {"form": form, "needs": needs, "year": year, "years": years} | context_of(request, NEEDS)
    return render(request, "needs/ranking.html", context)


def year_asked(request: SignedInRequest) -> int | None:
    if "year" not in request.GET:
        return None
    try:
        return read_whole(request.GET["year"], least=YEARS[0], most=YEARS[1])
    except ValidationError as error:
        raise AskedWronglyError({"year": error.messages}) from error


def ranked(request: SignedInRequest, form: RankForm) -> None:
    count = rank_needs(form.ranks, by=request.user)
    words = ngettext("%(count)s rank is changed.", "%(count)s ranks are changed.", count)
    messages.success(request, words % {"count": count})


@allowed(ADD_NEED)
def call(request: SignedInRequest) -> HttpResponse:
    """Members go on with their open needs; DEVT sees the calls and opens the next."""
    opened = Call.objects.open_on(portal_day()).select_related("plan").first()
    waiting = waiting_of(request, opened)
    if request.method == "POST":
        form = CallAnswerForm(request.POST, needs=waiting)
        if opened and form.is_valid():
            return answered(request, form, opened)
        messages.error(request, _("Choose a need of the list, and keep, change or drop it."))
        return redirect(NEEDS.address("call"))
    context = context_of(request, NEEDS) | {
        "call": opened,
        "waiting": waiting.listed().order_by("rank", "pk"),
        "answers": CallAnswer,
        "calls": Call.objects.select_related("plan"),
        "may_open": request.user.has_perm(OPEN_CALL),
    }
    return render(request, "needs/call.html", context)


def waiting_of(request: SignedInRequest, opened: Call | None) -> Any:
    """Open needs of the members for which the reader writes."""
    found = opened.open_needs() if opened else Need.objects.none()
    return found.filter(member__in=own_members(request.user))


def answered(request: SignedInRequest, form: CallAnswerForm, opened: Call) -> HttpResponse:
    need, answer = form.cleaned_data["need"], form.cleaned_data["answer"]
    try:
        new = answer_call(need, answer, year=opened.year, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(NEEDS.address("call"))
    if new and answer == CallAnswer.CHANGED:
        return redirect(NEEDS.address("edit"), new.code)
    messages.success(
        request, _("%(record)s is %(answer)s.") % {"record": need, "answer": CallAnswer(answer).label}
    )
    return redirect(NEEDS.address("call"))


def open_call(request: SignedInRequest) -> HttpResponse:
    require(request.user, OPEN_CALL)
    form = CallForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        opened = form.save()
        messages.success(request, _("The call for %(year)s is set.") % {"year": opened.year})
        return redirect(NEEDS.address("call"))
    return render(request, "needs/open_call.html", {"form": form} | context_of(request, NEEDS))
