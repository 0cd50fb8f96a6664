"""What reporting gives people to do on their start page: DEVT's queue, a member's progress and next steps."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, Max, Min, OuterRef, Q, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.complete_sections import complete_sections
from activities.reporting.completeness import Progress, gaps, mark_of, progress_of, share_of
from activities.reporting.models import Report, Round
from activities.reporting.next_act import next_act_in
from activities.reporting.rules import EDIT_REPORT
from activities.reporting.selectors.anomalies import Anomalies, anomalies_of
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import ReportLayout, StepLayout
from kernel.days import due_words
from kernel.registry import Work, WorkCard, WorkRow, register_work
from members.enums import NSB_WRITERS, RoleName
from members.models import Invitation, Role, User
from members.requests import reader

SHOWN = 5


def register() -> None:
    register_work("devt", Work(to_review, 10))
    register_work("devt", Work(out_of_reach, 20))
    register_work("devt", Work(overdue, 30))
    register_work("member", Work(own_reports, 10))


def opened(request: HttpRequest) -> Any:
    """Reports of all opened rounds that the reader may see, with their dates."""
    reports = Report.objects.visible_to(reader(request)).filter(round__opened_at__isnull=False)
    return with_dates(reports.select_related("round__plan", "member"), today=portal_day())


def to_review(request: HttpRequest) -> Iterator[WorkCard]:
    """Of any round: what the reader has begun first, then answers to a return, then the oldest."""
    user = reader(request)
    waiting = opened(request).to_review()
    found = waiting.aggregate(
        count=Count("pk"),
        mine=Count("pk", filter=Q(review_started_by=user)),
        again=Count("pk", filter=Q(times_returned__gt=0)),
        oldest=Min("submitted_at"),
    )
    if not found["count"]:
        return
    is_mine = Q(review_started_by=user)
    ordered = waiting.select_related("review_started_by").annotate(
        is_mine=Exists(Report.objects.filter(is_mine, pk=OuterRef("pk"))),
        answers=Q(times_returned__gt=0) & Value(value=True, output_field=BooleanField()),
    )
    shown = list(ordered.order_by("-is_mine", "-answers", F("submitted_at"), "pk")[:SHOWN])
    anomalies = anomalies_of(shown)
    yield WorkCard(
        title=_("To review"),
        count=found["count"],
        about="; ".join(about_queue(found)),
        all_url=reverse("reporting:review_queue"),
        all_label=_("The whole queue"),
        rows=[review_row(report, anomalies[report.pk], user) for report in shown],
        is_sample=any(report.is_sample for report in shown),
    )


def about_queue(found: dict[str, Any]) -> Iterator[str]:
    if found["mine"]:
        yield ngettext("%(n)s in your hands", "%(n)s in your hands", found["mine"]) % {"n": found["mine"]}
    if found["again"]:
        words = ngettext("%(n)s answers a return", "%(n)s answer a return", found["again"])
        yield words % {"n": found["again"]}
    if found["oldest"]:
        days = (portal_day() - portal_day(found["oldest"])).days
        yield ngettext("the oldest came %(n)s day ago", "the oldest came %(n)s days ago", days) % {"n": days}


def review_row(report: Any, anomalies: Anomalies, user: User) -> WorkRow:
    url = reverse("reporting:review", args=[report.pk])
    is_mine = report.review_started_by_id == user.pk
    count = anomalies.count
    return WorkRow(
        title=str(report.member),
        url=url,
        about=" · ".join(about_waiting(report, is_mine=is_mine)),
        mark=ngettext("%(n)s flag", "%(n)s flags", count) % {"n": count} if count else _("no flags"),
        kind="at_risk" if count else "",
        act=_("Go on") if is_mine else _("Review"),
        act_url=url,
    )


def about_waiting(report: Any, *, is_mine: bool) -> Iterator[str]:
    yield str(report.round.year)
    if report.submitted_at:
        days = (portal_day() - portal_day(report.submitted_at)).days
        yield resubmitted(days) if report.times_returned else submitted(days)
    if is_mine:
        yield _("yours")
    elif report.review_started_by_id:
        yield _("%(name)s reviews it") % {"name": report.review_started_by}


def submitted(days: int) -> str:
    if not days:
        return _("submitted today")
    return ngettext("submitted %(n)s day ago", "submitted %(n)s days ago", days) % {"n": days}


def resubmitted(days: int) -> str:
    if not days:
        return _("resubmitted today")
    return ngettext("resubmitted %(n)s day ago", "resubmitted %(n)s days ago", days) % {"n": days}


def overdue(request: HttpRequest) -> Iterator[WorkCard]:
    """The longest overdue first."""
    late = opened(request).filter(is_overdue=True)
    found = late.aggregate(count=Count("pk"), year=Max("round__year"))
    if not found["count"]:
        return
    shown = list(late.order_by("due_on", "member__country", "pk")[:SHOWN])
    newest = late.order_by("-round__year", "pk")[0].round
    yield WorkCard(
        title=_("Overdue"),
        count=found["count"],
        about=_("Remind them, or give more time to who needs it."),
        all_url=f"{newest.get_absolute_url()}?time=overdue#reports",
        all_label=_("All of %(year)s") % {"year": newest.year},
        rows=[overdue_row(report) for report in shown],
        is_sample=any(report.is_sample for report in shown),
    )


def overdue_row(report: Any) -> WorkRow:
    days = (portal_day() - report.due_on).days
    round_ = report.round
    extend = reverse("reporting:extend", args=[round_.plan.code, round_.year])
    return WorkRow(
        title=str(report.member),
        url=reverse("reporting:review", args=[report.pk]),
        about=_("%(year)s · due %(day)s") % {"year": round_.year, "day": due_words(report.due_on)},
        mark=ngettext("%(n)s day overdue", "%(n)s days overdue", days) % {"n": days},
        kind="overdue",
        act=_("Extend…"),
        act_url=f"{extend}?member={report.member.iso2}",
    )


def out_of_reach(request: HttpRequest) -> Iterator[WorkCard]:
    """Members that still have to report and have nobody who could."""
    writers = Role.objects.current().filter(
        name__in=NSB_WRITERS, member=OuterRef("member"), user__is_active=True
    )
    invited = Invitation.objects.open_at(timezone.now()).filter(role__in=NSB_WRITERS)
    lost = (
        opened(request)
        .filter(~Exists(writers), Q(is_awaited=True))
        .annotate(is_invited=Exists(invited.filter(member=OuterRef("member"))))
    )
    shown = list(lost.order_by("member__country", "-round__year", "pk").distinct())
    members = {report.member_id: report for report in reversed(shown)}
    if members:
        rows = sorted(members.values(), key=lambda report: (report.is_invited, report.member.country))
        yield WorkCard(
            title=_("Members whom nobody can reach"),
            count=len(members),
            about=_("They have a report to come and nobody who could fill it in."),
            all_url=f"{needs_eye(shown[0].round)}?concern=nobody",
            all_label=_("All of the round"),
            rows=[unreached_row(report) for report in rows[:SHOWN]],
        )


def needs_eye(round_: Round) -> str:
    return reverse("reporting:needs_eye", args=[round_.plan.code, round_.year])


def unreached_row(report: Any) -> WorkRow:
    member = report.member
    people = reverse("members:people")
    invite = f"{reverse('members:people_invite')}?role={RoleName.NSB_OFFICER}&member={member.pk}"
    return WorkRow(
        title=str(member),
        url=reverse("members:member", args=[member.iso2]),
        about=_("report of %(year)s") % {"year": report.round.year},
        mark=_("invited") if report.is_invited else _("nobody"),
        kind="delayed" if report.is_invited else "overdue",
        act=_("See the invitation") if report.is_invited else _("Invite…"),
        act_url=people if report.is_invited else invite,
    )


def own_reports(request: HttpRequest) -> Iterator[WorkCard]:
    """The most urgent report by step, what is next in it, and the others that are to come."""
    user = reader(request)
    own = opened(request).filter(member__in=user.member_ids())
    owed = list(own.filter(Q(is_awaited=True)).order_by(F("due_on"), "pk")[: SHOWN + 1])
    if not owed:
        yield nothing_due(own.order_by("-round__year", "pk").first())
        return
    layout = layout_of(owed[0], only=())
    complete = complete_sections(layout)
    may_edit = user.has_perm(EDIT_REPORT, owed[0])
    yield progress_card(owed[0], layout, complete, may_edit=may_edit)
    yield from next_card(owed[0], layout, complete, may_edit=may_edit)
    if owed[1:]:
        yield WorkCard(
            title=_("Other reports to come"),
            rows=[owed_row(report) for report in owed[1:]],
            is_sample=any(report.is_sample for report in owed[1:]),
            all_url=reverse("reporting:my_reports"),
            all_label=_("All your reports"),
        )


def nothing_due(latest: Any) -> WorkCard:
    words = _("No reporting round is open for your organization yet. DEVT writes to you when one opens.")
    if latest:
        words = _("Nothing is due from you. %(report)s: %(state)s.") % {
            "report": latest,
            "state": _("did not come") if latest.is_missed else latest.get_state_display(),
        }
    return WorkCard(
        title=_("Your progress report"),
        rows=[],
        about=words,
        all_url=reverse("reporting:my_reports"),
        all_label=_("All your reports"),
    )


def progress_card(
    report: Any, layout: ReportLayout, complete: Collection[str], *, may_edit: bool
) -> WorkCard:
    """Each step with how far it has come; the button leads to the first that is not done."""
    steps = [(step, progress_of(step, complete)) for step in layout.steps if step.keys]
    share = share_of(layout, complete)
    act = next_act_in(layout, complete)
    note = _(
        "DEVT returned this report with remarks."
        " Correct the sections they name, then have it signed and submitted again."
    )
    return WorkCard(
        title=str(report),
        rows=[step_row(report, step, progress, may_edit=may_edit) for step, progress in steps],
        about=due_line(report),
        all_url=reverse("reporting:my_reports"),
        all_label=_("All your reports"),
        act=act.words if may_edit else "",
        act_url=act.url,
        done=share.done,
        total=share.total,
        note=note if report.is_returned else "",
        is_sample=report.is_sample,
    )


def due_line(report: Any) -> str:
    days = (report.due_on - portal_day()).days
    due = _("Due %(day)s") % {"day": due_words(report.due_on)}
    return f"{due}, {days_words(days)}"


def days_words(days: int) -> str:
    if days < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days} if days else _("today")


def step_row(report: Report, step: StepLayout, progress: Progress, *, may_edit: bool) -> WorkRow:
    page = reverse("reporting:step", args=[report.pk, step.number])
    read = f"{reverse('reporting:report', args=[report.pk])}#step-{step.number}"
    words = {"done": progress.done, "total": progress.total}
    mark = _("done") if progress.is_complete else _("%(done)s of %(total)s") % words
    return WorkRow(
        title=f"{step.number} · {step.name}",
        url=page if may_edit else read,
        mark=mark,
        kind=progress.status,
    )


def next_card(
    report: Report, layout: ReportLayout, complete: Collection[str], *, may_edit: bool
) -> Iterator[WorkCard]:
    """The first sections that lack something, with what they lack."""
    lacking = [key for key in layout.keys if key not in complete]
    if not lacking or not may_edit:
        return
    pk, first = report.pk, layout_of(report, only=lacking[:SHOWN])
    yield WorkCard(
        title=_("What is next"),
        count=len(lacking),
        about=_("Sections that still lack something, in the order of the form."),
        all_url=reverse("reporting:step", args=[pk, layout.steps[-1].number]),
        all_label=_("All that is missing"),
        rows=[
            WorkRow(
                title=first.sections[key].title,
                url=reverse("reporting:section", args=[pk, key]),
                about=gap[0].text,
                mark=mark_of(first.sections[key]).word,
                kind=mark_of(first.sections[key]).status,
                act=_("Fill in"),
                act_url=reverse("reporting:section", args=[pk, key]),
            )
            for key, gap in gaps(first).items()
        ],
    )


def owed_row(report: Any) -> WorkRow:
    return WorkRow(
        title=str(report),
        url=report.get_absolute_url(),
        about=due_line(report),
        mark=_("overdue") if report.is_overdue else report.get_state_display(),
        kind="overdue" if report.is_overdue else str(report.state),
    )
