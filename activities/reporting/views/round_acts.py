"""What DEVT does with a reporting round; each page says first what it does, and who is told."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.forms.devt import (
    ChangeDatesForm,
    CloseRoundForm,
    DatesForm,
    ExtensionForm,
    MembersForm,
    ReasonForm,
    RemindForm,
    ReopenRoundForm,
    RoundForm,
)
from activities.reporting.models import Round
from activities.reporting.rules import RUN_ROUND
from activities.reporting.selectors.acts import last_reminded
from activities.reporting.selectors.checklist import check_list
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.dates_change import effect_of_dates
from activities.reporting.selectors.people import offers, reach_of
from activities.reporting.selectors.progress import Row, rows_of
from activities.reporting.selectors.rounds import (
    closing_leaves,
    expected_members,
    has_ended,
    missed_members,
    reachable,
    reports_to_remind,
    reports_with_entries,
    why_kept,
)
from activities.reporting.services import rounds as services
from activities.reporting.views.feedback import done
from activities.reporting.views.rounds import found_round
from kernel.access import allowed
from kernel.asked import takes
from kernel.days import due_words
from kernel.forms import try_service
from members.models import Member
from members.requests import SignedInRequest
from outputs.models import Plan

PERMISSION = RUN_ROUND
DAYS_WHEN_REOPENED = 14


@allowed(PERMISSION)
def new_round(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    taken = set(plan.rounds.values_list("year", flat=True))
    years = [year for year in plan.years if year not in taken]
    form = RoundForm(request.POST or None, years=years)
    if form.is_valid() and try_service(
        form, lambda: services.create_round(plan=plan, by=request.user, **form.cleaned_data)
    ):
        return redirect("reporting:round", code, form.cleaned_data["year"])
    return render(request, "reporting/round_form.html", {"plan": plan, "form": form, "is_full": not years})


@allowed(PERMISSION)
def change_dates(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Of a round that is open, shows first what other dates do; a second press changes them."""
    round_ = found_round(request, code, year)
    if round_.is_closed:
        messages.error(request, _("The round is closed: its dates stay. It can be reopened for a member."))
        return redirect(round_)
    before = {name: getattr(round_, name) for name in ("opens_on", "due_on", "closes_on")}
    form_class = ChangeDatesForm if round_.is_opened else DatesForm
    form = form_class(request.POST or None, initial=before)
    context = {"plan": round_.plan, "round": round_, "form": form}
    if not form.is_valid():
        return render(request, "reporting/round_form.html", context)
    if round_.is_opened and "confirmed" not in request.POST:
        return preview_dates(request, round_, form, context)
    if try_service(form, lambda: services.change_dates(round_=round_, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The dates of the round are changed."))
        return redirect(round_)
    return render(request, "reporting/round_form.html", context)


def preview_dates(
    request: SignedInRequest, round_: Round, form: ChangeDatesForm | DatesForm, context: dict[str, Any]
) -> HttpResponse:
    dates = {name: form.cleaned_data[name] for name in ("due_on", "closes_on")}
    if not try_service(form, lambda: services.refuse_dates_that_have_passed(round_, **dates)):
        return render(request, "reporting/round_form.html", context)
    effect = effect_of_dates(round_, today=portal_day(), **dates)
    context |= {"effect": effect, "reach": reach_of(report.member for report in effect.told)}
    return render(request, "reporting/dates_preview.html", context)


@allowed(PERMISSION)
def open_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Shows the check list; opening writes to every expected member."""
    round_ = found_round(request, code, year)
    if request.method == "POST" and done(
        request,
        lambda: services.open_round(round_=round_, by=request.user),
        _("The round is open; its members are told."),
    ):
        return redirect(round_)
    checks = check_list(round_, today=portal_day())
    return render(request, "reporting/open_round.html", {"round": round_, "checks": checks})


@takes("member")
@allowed(PERMISSION)
def add_members(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Reports for members that have come to be expected since the round was opened."""
    round_ = found_round(request, code, year)
    without = list(expected_members(round_.year).exclude(reports__round=round_).order_by("country"))
    form = MembersForm(request.POST or None, **choices_of(request, without))
    if form.is_valid():
        chosen = [member for member in without if member.pk in form.cleaned_data["members"]]
        if try_service(form, lambda: services.add_members(round_=round_, members=chosen, by=request.user)):
            words = ngettext(
                "%(count)s member has a report now.", "%(count)s members have a report now.", len(chosen)
            )
            messages.success(request, f"{words % {'count': len(chosen)}} {reach_of(chosen).told}")
            return redirect(round_)
    is_past = has_ended(round_.year, today=portal_day())
    context = {"round": round_, "form": form, "members": without, "is_past": is_past}
    return render(request, "reporting/add_members.html", context)


@allowed(PERMISSION)
def close_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Before its last day has passed, with a reason."""
    round_ = found_round(request, code, year)
    today = portal_day()
    is_early = round_.takes_entries_on(today)
    form = CloseRoundForm(request.POST if request.method == "POST" else None, is_early=is_early)
    if form.is_valid() and try_service(
        form, lambda: services.close_round(round_=round_, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The round is closed. Reviews go on."))
        return redirect(round_)
    leaves = closing_leaves(round_, today=today)
    context = {
        "round": round_,
        "form": form,
        "leaves": leaves,
        "is_early": is_early,
        "reach": reach_of(report.member for report in leaves.missed),
    }
    return render(request, "reporting/close_round.html", context)


@allowed(PERMISSION)
def cancel_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and try_service(
        form, lambda: services.cancel_round(round_=round_, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The round is cancelled. It can be planned and opened again."))
        return redirect(round_)
    context = {
        "round": round_,
        "form": form,
        "entered": [report.member for report in reports_with_entries(round_).select_related("member")],
        "reach": reach_of(Member.objects.filter(reports__round=round_).order_by("country")),
    }
    return render(request, "reporting/cancel_round.html", context)


@allowed(PERMISSION)
def remove_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Of a round that was planned and never opened; what stands in the way is said instead of asking."""
    round_ = found_round(request, code, year)
    words = _("The reporting round %(year)s is removed.") % {"year": year}
    if request.method == "POST" and done(
        request, lambda: services.remove_round(round_=round_, by=request.user), words
    ):
        return redirect("reporting:rounds", code)
    context = {"round": round_, "why_kept": why_kept(round_)}
    return render(request, "reporting/remove_round.html", context)


@takes("member")
@allowed(PERMISSION)
def reopen_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """The closed round open again for members whose report did not come."""
    round_ = found_round(request, code, year)
    missed = missed_members(round_, today=portal_day())
    form = ReopenRoundForm(
        request.POST or None,
        initial={"due_on": portal_day() + dt.timedelta(days=DAYS_WHEN_REOPENED)},
        **choices_of(request, missed),
    )
    if form.is_valid():
        chosen = [member for member in missed if member.pk in form.cleaned_data["members"]]
        given = form.cleaned_data | {"members": chosen}
        if try_service(form, lambda: services.reopen_round_for(round_=round_, by=request.user, **given)):
            messages.success(request, f"{_('The round is open again for them.')} {reach_of(chosen).told}")
            return redirect(round_)
    context = {"round": round_, "form": form, "members": missed}
    return render(request, "reporting/reopen_round.html", context)


def choices_of(request: SignedInRequest, members: list[Member]) -> dict[str, Any]:
    """A link may name the member that it is about."""
    named = request.GET.get("member", "")
    return {
        "choices": [(member.pk, label) for member, label in offers(members)],
        "chosen": [member.pk for member in members if member.iso2 == named],
    }


@takes("member")
@allowed(PERMISSION)
def extend(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    awaited = reports_to_remind(round_, today=portal_day())
    members = {report.member.iso2: report.member for report in awaited}
    choices = [(member.iso2, label) for member, label in offers(members.values())]
    initial = {"member": request.GET.get("member")}
    form = ExtensionForm(request.POST or None, choices=choices, initial=initial)
    if form.is_valid():
        member = members[form.cleaned_data["member"]]
        given = form.cleaned_data | {"member": member}
        if try_service(form, lambda: services.extend(round_=round_, by=request.user, **given)):
            words = _("%(member)s has more time.") % {"member": member}
            messages.success(request, f"{words} {reach_of([member]).told}")
            return redirect(round_)
    return render(request, "reporting/extend.html", {"round": round_, "form": form})


@allowed(PERMISSION)
def remind(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Shows whom the reminder reaches; sends on confirmation."""
    round_ = found_round(request, code, year)
    today = portal_day()
    to_come = list(reports_to_remind(round_, today=today))
    rows = rows_of(round_, reachable(to_come), today=today)
    days = last_reminded(round_)
    choices = [(row.report.member_id, reminder_label(row, days.get(row.report.member.iso2))) for row in rows]
    form = RemindForm(request.POST or None, choices=choices)
    if form.is_valid():
        members, mails = services.remind(round_=round_, by=request.user, **form.cleaned_data)
        messages.success(request, reminded_words(members, mails))
        return redirect(round_)
    context = {"round": round_, "form": form, "rows": rows, "unreached": len(to_come) - len(rows)}
    return render(request, "reporting/remind.html", context)


def reminded_words(members: int, mails: int) -> str:
    people = ngettext("%(count)s person", "%(count)s people", mails) % {"count": mails}
    words = ngettext(
        "%(members)s member is reminded, by e-mail to %(people)s.",
        "%(members)s members are reminded, by e-mail to %(people)s.",
        members,
    )
    return words % {"members": members, "people": people}


def reminder_label(row: Row, reminded_on: dt.date | None = None) -> str:
    report = row.report
    words = (
        _("%(member)s: %(state)s, due %(due)s")
        if not row.days_overdue
        else _("%(member)s: %(state)s, was due %(due)s")
    )
    label = words % {
        "member": report.member,
        "state": report.get_state_display(),
        "due": due_words(report.due_on),
    }
    if not reminded_on:
        return label
    return _("%(label)s; last reminded on %(day)s") % {"label": label, "day": date_format(reminded_on)}
