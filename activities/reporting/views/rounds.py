"""What DEVT reads of a reporting round."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from activities.reporting import exports
from activities.reporting.filters import ProgressFilter
from activities.reporting.forms.devt import ConcernForm
from activities.reporting.models import Round
from activities.reporting.rules import VIEW_PROGRESS
from activities.reporting.selectors.acts import acts_in_words
from activities.reporting.selectors.attention import attention, counts
from activities.reporting.selectors.checklist import check_list
from activities.reporting.selectors.dates import portal_day
from activities.reporting.selectors.progress import overview, queue_rows, rows_of, rows_with
from activities.reporting.selectors.round_reports import RoundReports
from activities.reporting.selectors.rounds import (
    current_round,
    reports_of,
    review_queue,
    rounds_of_plan,
    why_kept,
)
from kernel.access import allowed
from kernel.asked import page_of, refuse_problems, takes
from members.requests import SignedInRequest
from outputs.models import Plan

ROWS_A_PAGE = 25
WAITING_SHOWN = 6


def found_round(request: SignedInRequest, code: str, year: int) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("plan")
    return get_object_or_404(rounds, plan__code=code, year=year)


@allowed(VIEW_PROGRESS)
def current(request: SignedInRequest) -> HttpResponse:
    """The round that was opened last; where there is none, the rounds of the newest plan."""
    newest = current_round()
    if newest:
        return redirect(newest)
    plan = Plan.objects.visible_to(request.user).first()
    return redirect("reporting:rounds", plan.code) if plan else redirect("outputs:plans")


@allowed(VIEW_PROGRESS)
def rounds(request: SignedInRequest, code: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), code=code)
    found = Round.objects.visible_to(request.user).filter(plan=plan).with_counts()
    context = {"plan": plan, "rounds": found, "can_add": len(plan.years) > found.count()}
    return render(request, "reporting/rounds.html", context)


@takes(ProgressFilter, "page")
@allowed(VIEW_PROGRESS)
def round_page(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Where the round stands, what waits for review, and who has and has not reported."""
    round_ = found_round(request, code, year)
    today = portal_day()
    found = RoundReports(round_, today)
    progress = ProgressFilter(request.GET, reports_of(round_, today=today))
    page = page_of(request.GET, progress.qs, ROWS_A_PAGE)
    context = {
        "round": round_,
        "siblings": rounds_of_plan(round_, request.user),
        "days_left": (round_.due_on - today).days,
        "overview": overview(found),
        "concerns": counts(attention(found)),
        "acts": acts_in_words(round_),
        "waiting": queue_rows(found.to_review[:WAITING_SHOWN], today=today),
        "filter": progress,
        "page": page,
        "rows": rows_with(found.filled, page.object_list, today=today),
        "can_remove": not why_kept(round_),
        "checks": None if round_.is_opened else check_list(round_, today=today),
    }
    return render(request, "reporting/round.html", context)


@takes("page")
@allowed(VIEW_PROGRESS)
def queue(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    round_ = found_round(request, code, year)
    today = portal_day()
    page = page_of(request.GET, review_queue(round_, today=today), ROWS_A_PAGE)
    context = {"round": round_, "page": page, "waiting": queue_rows(page.object_list, today=today)}
    return render(request, "reporting/queue.html", context)


@takes(ConcernForm, "page")
@allowed(VIEW_PROGRESS)
def needs_eye(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Members with whom something is the matter, each with the act that mends it."""
    round_ = found_round(request, code, year)
    lines = attention(RoundReports(round_, portal_day()))
    form = ConcernForm(request.GET)
    refuse_problems(form)
    concern = form.cleaned_data["concern"]
    shown = [line for line in lines if concern in {"", line.concern}]
    context = {
        "round": round_,
        "concerns": counts(lines),
        "concern": concern,
        "page": page_of(request.GET, shown, ROWS_A_PAGE),
    }
    return render(request, "reporting/needs_eye.html", context)


@takes(ProgressFilter)
@allowed(VIEW_PROGRESS)
def progress_file(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """The same list as a file, narrowed by the same filters."""
    round_ = found_round(request, code, year)
    today = portal_day()
    progress = ProgressFilter(request.GET, reports_of(round_, today=today))
    return exports.progress_file(round_, rows_of(round_, progress.qs, today=today))
