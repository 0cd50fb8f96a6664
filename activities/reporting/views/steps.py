"""Filling in: the steps of a report, and the last, where it is checked and signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile, zip_longest
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from activities.reporting.complete_sections import complete_sections
from activities.reporting.completeness import (
    Mark,
    gaps,
    is_complete,
    mark_of,
    notes_of,
    progress_of,
    share_of,
)
from activities.reporting.enums import CHANGES_WANTED, Rating
from activities.reporting.forms.devt import OptionalReasonForm
from activities.reporting.forms.section import SectionForm
from activities.reporting.models import Remark, Report
from activities.reporting.record_notes import notes_of_records
from activities.reporting.recorded import OnRecord, on_record_by_section
from activities.reporting.rules import EDIT_REPORT, FILL_REPORT, SUBMIT_REPORT, WITHDRAW_REPORT
from activities.reporting.selectors.laying_out import layout_of, reread
from activities.reporting.selectors.layout import ReportLayout, SectionLayout, StepLayout
from activities.reporting.selectors.locks import why_locked
from activities.reporting.selectors.member import ReportContext, days_left, officers_of, on_record
from activities.reporting.services import signing, workflow
from activities.reporting.services.conflicts import waiting_for
from activities.reporting.views.member import report_or_404
from activities.reporting.views.saving import (
    Outcome,
    answer_to_autosave,
    forms_of,
    posted_sections,
    save_touched,
    saved_mark,
    share_words,
    window_of,
)
from activities.reporting.views.step_acts import (
    answer_rest,
    confirm_records,
    is_rest_asked,
    say_what_was_not_done,
)
from kernel.access import require
from kernel.asked import takes
from kernel.forms import try_service
from kernel.workflow import WorkflowError
from members.requests import SignedInRequest
from members.selectors import devt_people, people_of_member

UNPROCESSABLE = 422
CONFLICT = 409
LEAD_WORDS = 14


@dataclass(frozen=True)
class Row:
    """A section of a step, as the page shows it."""

    form: SectionForm
    saved: Mark
    mark: Mark
    remarks: list[Remark]
    on_record: OnRecord | None
    is_open: bool
    next: SectionLayout | None

    @property
    def lead(self) -> str:
        """What a closed section says of itself as long as something is asked in it."""
        data, count = self.form.section.data, len(self.form.section.questions)
        if data.rating and not data.is_silent:
            return str(Rating(data.rating).label)
        waiting = len(self.on_record.waiting) if self.on_record else 0
        asked = ngettext("%(n)s question", "%(n)s questions", count) % {"n": count}
        to_confirm = ngettext("%(n)s record to confirm", "%(n)s records to confirm", waiting) % {"n": waiting}
        parts = ((asked, count), (to_confirm, waiting))
        return " · ".join(words for words, number in parts if number)

    @property
    def lead_if_silent(self) -> str:
        """The same where nothing is: why, or that its questions are not asked."""
        data, count = self.form.section.data, len(self.form.section.questions)
        if data.told.why_not_relevant:
            return Truncator(data.why_not_relevant).words(LEAD_WORDS)
        if not count:
            return str(Rating(data.rating if data.is_silent else Rating.NOT_RELEVANT).label)
        words = ngettext("Its question is not asked", "Its %(n)s questions are not asked", count)
        return words % {"n": count}


@takes("saved", "open")
def step(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One step; a POST saves what was touched, and may come from the page's script."""
    report = report_or_404(request, pk)
    layout = _layout(request, report, number)
    current = layout.step(number)
    if current is None:
        raise Http404
    if current.is_sign:
        layout = layout_of(report)
        return render(request, "reporting/sign.html", _sign_context(request, layout, current))
    if request.method == "POST":
        require(request.user, FILL_REPORT, report)
        return _save(request, layout, current)
    if not request.user.has_perm(EDIT_REPORT, report):
        return redirect(_read_address(report, current))
    return _show(request, layout, current, forms_of(current, request))


def go_to_section(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """The step, or the reading page, at the section: what remarks, gaps and e-mails link to."""
    layout = layout_of(report_or_404(request, pk), only=[key])
    section = layout.section(key)
    if section is None:
        raise Http404
    step_address = reverse("reporting:step", args=[pk, layout.step_of(section.key).number])
    editable = request.user.has_perm(EDIT_REPORT, layout.report)
    page = step_address if editable else layout.report.get_absolute_url()
    return redirect(f"{page}#{section.anchor}")


@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Signs the report, or the statement of a nil return."""
    report = report_or_404(request, pk)
    require(request.user, SUBMIT_REPORT, report)
    sign_page = redirect("reporting:step", pk, layout_of(report, only=()).steps[-1].number)
    if "confirmed" not in request.POST:
        messages.error(request, _("Tick the box to sign."))
        return sign_page
    try:
        version = _sign(request, report)
    except WorkflowError as refused:
        messages.error(request, str(refused))
        return sign_page
    return redirect("reporting:receipt", pk, version.number)


def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks first: what was signed counts as not submitted from then on, and people are told."""
    report = report_or_404(request, pk)
    require(request.user, WITHDRAW_REPORT, report)
    form = OptionalReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_service(
        form, lambda: workflow.withdraw(report=report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The report is a draft again. Sign and submit it when it is ready."))
        return redirect("reporting:report", pk)
    around = ReportContext(report, request.user)
    people = [*people_of_member(report.member_id), *devt_people()]
    context = {"report": report, "form": form, "around": around, "people": people}
    return render(request, "reporting/withdraw.html", context)


def _sign(request: SignedInRequest, report: Report) -> Any:
    if "nil" in request.POST:
        statement = request.POST.get("statement", "")
        return signing.sign_nil_return(report=report, statement=statement, by=request.user)
    return signing.sign_report(report=report, by=request.user)


def _is_by_script(request: SignedInRequest) -> bool:
    return request.method == "POST" and "X-Autosave" in request.headers


def _layout(request: SignedInRequest, report: Report, number: int) -> ReportLayout:
    """With the sections of the step; for the page's script with those that it sends."""
    if _is_by_script(request):
        return layout_of(report, only=posted_sections(request))
    return layout_of(report, step=number)


def _save(request: SignedInRequest, layout: ReportLayout, current: StepLayout) -> HttpResponse:
    forms = forms_of(current, request)
    by_script = _is_by_script(request)
    if reason := why_locked(layout.report):
        return _show_locked(request, layout, current, forms, reason, by_script=by_script)
    outcome = save_touched(layout.report, forms, request)
    if by_script:
        return JsonResponse(answer_to_autosave(outcome, reread(layout, layout.report)))
    layout = reread(layout, report_or_404(request, layout.report.pk))
    if outcome.refused or outcome.conflicts:
        say_what_was_not_done(request)
    if outcome.refused:
        return _show_refused(request, layout, current.number, outcome)
    if outcome.conflicts:
        first = next(iter(outcome.conflicts.values()))
        return _redirect_saved(request, "conflict", layout.report.pk, first.pk)
    return _act(request, layout, layout.step(current.number) or current)


def _act(request: SignedInRequest, layout: ReportLayout, current: StepLayout) -> HttpResponse:
    """What the button asks for, once all is saved."""
    report = layout.report
    if "right" in request.POST:
        section = layout.section(confirm_records(request, report))
        return _redirect_saved(request, "step", report.pk, current.number, section=section, at_top=True)
    if is_rest_asked(request) and not answer_rest(request, report, current):
        forms = [SectionForm(section) for section in current.sections]
        return _show(request, layout, current, forms, status=UNPROCESSABLE)
    if (key := request.POST.get("evidence")) in layout.sections:
        return _redirect_saved(request, "evidence", report.pk, key)
    return _go_on(request, layout, current.number)


def _show_locked(
    request: SignedInRequest,
    layout: ReportLayout,
    current: StepLayout,
    forms: list[SectionForm],
    reason: str,
    *,
    by_script: bool,
) -> HttpResponse:
    """The report left the member's hands meanwhile: what was typed is shown, not saved."""
    text = _("Not saved. %(reason)s Copy what you typed.") % {"reason": reason}
    if by_script:
        return JsonResponse({"locked": text}, status=CONFLICT)
    messages.error(request, text)
    return _show(request, layout, current, forms, status=CONFLICT)


def _show_refused(
    request: SignedInRequest, layout: ReportLayout, number: int, outcome: Outcome
) -> HttpResponse:
    """What was refused as it was typed, beside what is stored now of the others."""
    current = layout.step(number)
    if current is None:
        raise Http404
    again = {form.section.key: form for form in outcome.forms if form.section.key not in outcome.saved}
    forms = [again.get(section.key) or SectionForm(section) for section in current.sections]
    return _show(request, layout, current, forms, status=UNPROCESSABLE)


def _go_on(request: SignedInRequest, layout: ReportLayout, number: int) -> HttpResponse:
    if "leave" in request.POST:
        messages.success(request, _("Saved. You can go on at any time."))
        return _redirect_saved(request, "report", layout.report.pk)
    if section := _to_do_from(layout.step(number), request.POST.get("next", "")):
        return _redirect_saved(request, "step", layout.report.pk, number, section=section)
    following = layout.next_step(number) or layout.steps[-1]
    return _redirect_saved(request, "step", layout.report.pk, following.number)


def _to_do_from(step: StepLayout | None, key: str) -> SectionLayout | None:
    """The first section of the step, from `key` on, that is not done; none where `key` is none of it."""
    sections = step.sections if step else ()
    following = dropwhile(lambda section: section.key != key, sections)
    return next((section for section in following if not is_complete(section)), None)


def _redirect_saved(
    request: SignedInRequest,
    name: str,
    *place: int | str | None,
    section: SectionLayout | None = None,
    at_top: bool = False,
) -> HttpResponse:
    """Names the window whose text is safe now, so that its copies on the device can go.

    A section that is named is open and in sight, or, `at_top`, the message above it is.
    """
    window = window_of(request)
    names = {"saved": window} if window else {}
    names |= {"open": section.key} if section else {}
    query = f"?{urlencode(names)}" if names else ""
    place_on_page = f"#{section.anchor}" if section and not at_top else ""
    return redirect(f"{reverse(f'reporting:{name}', args=place)}{query}{place_on_page}")


def _show(
    request: SignedInRequest,
    layout: ReportLayout,
    current: StepLayout,
    forms: list[SectionForm],
    status: int = 200,
) -> HttpResponse:
    context = _context(request, layout, current)
    remarks = context["around"].remarks
    if current.number == 1:
        context |= {"on_record": on_record(layout.report)}
    recorded = _recorded(layout, [form.section for form in forms])
    rows = rows_of(forms, remarks, recorded, request.GET.get("open", ""))
    context |= {
        "rows": rows,
        "changes_wanted": CHANGES_WANTED,
        "rest_why": request.POST.get("rest-why", ""),
        "open_sections": current.open_sections({key for key, found in recorded.items() if found.is_of_year}),
        "next_section": next_to_do(rows),
        "refused": [form for form in forms if form.is_refused],
        "window": window_of(request) or get_random_string(12),
    }
    return render(request, "reporting/step.html", context, status=status)


def rows_of(
    forms: list[SectionForm],
    remarks: dict[str, list[Remark]],
    recorded: dict[str, OnRecord],
    asked_for: str = "",
) -> list[Row]:
    """The sections of a step.

    Open are those that were refused, else the one that is asked for, else the first that is not done.
    """
    open_ones = [form for form in forms if form.is_refused]
    open_ones = open_ones or [form for form in forms if form.section.key == asked_for]
    open_ones = open_ones or [form for form in forms if not is_complete(form.section)][:1]
    return [
        Row(
            form,
            saved_mark(form.section),
            mark_of(form.section),
            remarks.get(form.section.key, []),
            recorded.get(form.section.key),
            is_open=form in open_ones,
            next=following.section if following else None,
        )
        for form, following in zip_longest(forms, forms[1:])
    ]


def next_to_do(rows: list[Row]) -> SectionLayout | None:
    """The first section after the open ones that is not done; where all are closed there is none."""
    places = [place for place, row in enumerate(rows) if row.is_open]
    after = rows[places[-1] + 1 :] if places else []
    return next((row.form.section for row in after if not is_complete(row.form.section)), None)


def _context(request: SignedInRequest, layout: ReportLayout, current: StepLayout) -> dict[str, Any]:
    complete = complete_sections(layout)
    return {
        "report": layout.report,
        "step": current,
        "steps": [(each, progress_of(each, complete) if each.keys else None) for each in layout.steps],
        "marks": [(section, mark_of(section)) for section in current.sections if section.activity],
        "share": (share := share_of(layout, complete)),
        "share_words": share_words(share),
        "next_step": layout.next_step(current.number),
        "around": ReportContext(layout.report, request.user),
        "waiting": waiting_for(layout.report, request.user),
        "days_left": days_left(layout.report),
    }


def _recorded(layout: ReportLayout, sections: Iterable[SectionLayout]) -> dict[str, OnRecord]:
    return on_record_by_section(layout.report, {section.key: section.activity for section in sections})


def _sign_context(request: SignedInRequest, layout: ReportLayout, current: StepLayout) -> dict[str, Any]:
    sections = layout.sections.values()
    recorded = _recorded(layout, sections)
    notes = [
        *(note for section in sections for note in notes_of(section)),
        *notes_of_records(layout, recorded),
    ]
    return _context(request, layout, current) | {
        "gaps": [(layout.step_of(key), layout.sections[key], found) for key, found in gaps(layout).items()],
        "notes": [(layout.step_of(note.section.key), note) for note in notes],
        "records": len({item.record.code for found in recorded.values() for item in found.items}),
        "officers": officers_of(layout.report),
        "devt": devt_people(),
        "filled": [one for one in sections if one.activity and signing.says_something(one.data)],
    }


def _read_address(report: Report, current: StepLayout) -> str:
    return f"{reverse('reporting:report', args=[report.pk])}#step-{current.number}"
