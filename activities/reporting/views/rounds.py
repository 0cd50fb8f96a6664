"""DEVT's pages of a reporting round."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.core.access import allowed
from actionplan.core.asked import page_of, takes
from activities.reporting import exports
from activities.reporting.filters import ProgressFilter
from activities.reporting.forms.devt import DatesForm, ExtensionForm, RemindForm, RoundForm
from activities.reporting.models import Round
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.progress import Row, overview, queue_rows, rows_of
from activities.reporting.selectors.rounds import (
    current_round,
    expected_members,
    reachable,
    reports_of,
    reports_to_remind,
    review_queue,
)
from activities.reporting.services import rounds as services
from activities.reporting.views.answers import accepted
from members.requests import SignedInRequest
from outputs.models import Plan

ROWS_A_PAGE = 25
WAITING_SHOWN = 6
PERMISSION = "reporting.run_round"


def found_round(request: SignedInRequest, code: str, year: int) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("plan")
    return get_object_or_404(rounds, plan__code=code, year=year)


@allowed("reporting.view_progress")
def current(request: SignedInRequest) -> HttpResponse:
    """The round that was opened last; where there is none, the rounds of the newest plan."""
    newest = current_round()
    if newest:
        return redirect(newest)
    plan = Plan.objects.visible_to(request.user).first()
    return redirect("reporting:rounds", plan.code) if plan else redirect("outputs:plans")


@allowed("reporting.view_progress")
def rounds(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    found = Round.objects.visible_to(request.user).filter(plan=plan).with_counts()
    can_add = len(plan.years) > found.count()
    return render(request, "reporting/rounds.html", {"plan": plan, "rounds": found, "can_add": can_add})


@takes(ProgressFilter, "page")
@allowed("reporting.view_progress")
def round_page(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Where the round stands, what waits for review, and who has and has not reported."""
    round_ = found_round(request, code, year)
    today = portal_day()
    progress = ProgressFilter(request.GET, reports_of(round_, today=today))
    page = page_of(request.GET, progress.qs, ROWS_A_PAGE)
    context = {
        "round": round_,
        "days_left": (round_.due_on - today).days,
        "overview": overview(round_, today=today),
        "waiting": queue_rows(review_queue(round_, today=today)[:WAITING_SHOWN], today=today),
        "filter": progress,
        "page": page,
        "rows": rows_of(round_, page.object_list, today=today),
        "expected": None if round_.is_opened else expected_members(round_.year).count(),
    }
    return render(request, "reporting/round.html", context)


@takes("page")
@allowed("reporting.view_progress")
def queue(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    today = portal_day()
    page = page_of(request.GET, review_queue(round_, today=today), ROWS_A_PAGE)
    context = {"round": round_, "page": page, "waiting": queue_rows(page.object_list, today=today)}
    return render(request, "reporting/queue.html", context)


@takes(ProgressFilter)
@allowed("reporting.view_progress")
def progress_file(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """The same list as a file, narrowed by the same filters."""
    round_ = found_round(request, code, year)
    today = portal_day()
    progress = ProgressFilter(request.GET, reports_of(round_, today=today))
    return exports.progress_file(round_, rows_of(round_, progress.qs, today=today))


@allowed(PERMISSION)
def new_round(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    taken = set(plan.rounds.values_list("year", flat=True))
    form = RoundForm(request.POST or None, years=[year for year in plan.years if year not in taken])
    if form.is_valid() and accepted(
        form, lambda: services.create_round(plan=plan, by=request.user, **form.cleaned_data)
    ):
        return redirect("reporting:round", code, form.cleaned_data["year"])
    return render(request, "reporting/round_form.html", {"plan": plan, "form": form})


@allowed(PERMISSION)
def change_dates(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    before = {name: getattr(round_, name) for name in ("opens_on", "due_on", "closes_on")}
    form = DatesForm(request.POST or None, initial=before)
    if form.is_valid() and accepted(
        form, lambda: services.change_dates(round_=round_, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The dates of the round are changed."))
        return redirect(round_)
    return render(request, "reporting/round_form.html", {"plan": round_.plan, "round": round_, "form": form})


@allowed(PERMISSION)
def open_round(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Asks first: opening writes to every expected member."""
    round_ = found_round(request, code, year)
    if request.method == "POST":
        count = len(services.open_round(round_=round_, by=request.user))
        words = ngettext("%(count)s member has a report now.", "%(count)s members have a report now.", count)
        messages.success(request, words % {"count": count})
        return redirect(round_)
    context = {
        "round": round_,
        "new": expected_members(round_.year).exclude(reports__round=round_).count(),
        "days_left": (round_.due_on - portal_day()).days,
    }
    return render(request, "reporting/open_round.html", context)


@takes("member")
@allowed(PERMISSION)
def extend(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    form = ExtensionForm(request.POST or None, round_=round_, initial={"member": request.GET.get("member")})
    if form.is_valid() and accepted(
        form, lambda: services.extend(round_=round_, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("%(member)s has more time.") % {"member": form.cleaned_data["member"]})
        return redirect(round_)
    return render(request, "reporting/extend.html", {"round": round_, "form": form})


@allowed(PERMISSION)
def remind(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Shows whom the reminder reaches; sends on confirmation."""
    round_ = found_round(request, code, year)
    today = portal_day()
    to_come = list(reports_to_remind(round_, today=today))
    rows = rows_of(round_, reachable(to_come), today=today)
    form = RemindForm(
        request.POST or None, choices=[(row.report.member_id, reminder_label(row)) for row in rows]
    )
    if form.is_valid():
        members, mails = services.remind(round_=round_, by=request.user, **form.cleaned_data)
        words = ngettext(
            "%(members)s member is reminded, by e-mail to %(mails)s people.",
            "%(members)s members are reminded, by e-mail to %(mails)s people.",
            members,
        )
        messages.success(request, words % {"members": members, "mails": mails})
        return redirect(round_)
    context = {"round": round_, "form": form, "rows": rows, "unreached": len(to_come) - len(rows)}
    return render(request, "reporting/remind.html", context)


def reminder_label(row: Row) -> str:
    report = row.report
    words = (
        _("%(member)s: %(state)s, due %(due)s")
        if not row.days_overdue
        else _("%(member)s: %(state)s, was due %(due)s")
    )
    return words % {
        "member": report.member,
        "state": report.get_state_display(),
        "due": date_format(report.due_on),
    }
