"""From a posted step to saved sections, and back to what the page or the autosave says of each."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.complete_sections import complete_sections
from activities.reporting.completeness import (
    Mark,
    Progress,
    jumps_of,
    mark_of,
    progress_of,
    reasons_lacking,
    share_of,
)
from activities.reporting.forms.section import SectionForm
from activities.reporting.models import ConflictCopy, Report, Section
from activities.reporting.selectors.layout import ReportLayout, SectionLayout, StepLayout
from activities.reporting.services.answers import (
    Entry,
    InvalidSectionError,
    SectionConflictError,
    save_sections,
)
from activities.reporting.services.conflicts import keep_conflict_copy
from kernel.days import moment_words
from members.requests import SignedInRequest

LONGEST_WINDOW = 40


@dataclass
class Outcome:
    """What became of the sections that were touched."""

    forms: list[SectionForm]
    saved: dict[str, Section] = field(default_factory=dict)
    conflicts: dict[str, ConflictCopy] = field(default_factory=dict)

    @property
    def refused(self) -> list[SectionForm]:
        return [form for form in self.forms if form.is_refused]


def window_of(request: SignedInRequest) -> str:
    """The page that saves, by the name that it gave itself."""
    return request.POST.get("window", "")[:LONGEST_WINDOW]


def posted_sections(request: SignedInRequest) -> list[str]:
    """The keys of the sections of which the request tells the version that was read."""
    names = (name for name in request.POST if name.startswith("s") and name.endswith("-version"))
    return [name.removeprefix("s").removesuffix("-version") for name in names]


def forms_of(step: StepLayout, request: SignedInRequest) -> list[SectionForm]:
    posted = request.POST if request.method == "POST" else None
    return [SectionForm(section, posted) for section in step.sections]


def save_touched(report: Report, forms: list[SectionForm], request: SignedInRequest) -> Outcome:
    """Saves each touched form without problems; sets aside what met another's text."""
    outcome = Outcome(forms)
    touched = {form.section.key: form for form in forms if form.is_touched and not form.is_refused}
    entries = {key: Entry(form.data, form.version) for key, form in touched.items()}
    window = window_of(request)
    results = save_sections(report=report, entries=entries, by=request.user, window=window)
    for key, result in results.items():
        if isinstance(result, Section):
            outcome.saved[key] = result
        elif isinstance(result, SectionConflictError):
            outcome.conflicts[key] = keep_conflict_copy(
                section=result.section, data=touched[key].data, by=request.user
            )
        elif isinstance(result, InvalidSectionError):
            touched[key].all_problems = result.problems
        else:
            raise result
    return outcome


def answer_to_autosave(outcome: Outcome, layout: ReportLayout) -> dict[str, Any]:
    """What the page's script shows; `layout` is the report after saving."""
    complete = complete_sections(layout)
    return {
        "sections": {
            form.anchor: _told_of(form, outcome, layout) for form in outcome.forms if form.is_posted
        },
        "steps": {
            step.number: {"text": str(progress := progress_of(step, complete)), "status": progress.status}
            for step in layout.steps
            if step.keys
        },
        "marks": {
            form.anchor: {
                "text": str(mark := mark_of(layout.sections[form.section.key])),
                "status": mark.status,
            }
            for form in outcome.forms
        },
        "share": share_words(share_of(layout, complete)),
    }


def share_words(share: Progress) -> str:
    words = ngettext("%(done)s of %(total)s section", "%(done)s of %(total)s sections", share.total)
    return words % {"done": share.done, "total": share.total}


def saved_mark(section: SectionLayout) -> Mark:
    """When the section was saved, or, where a reason is missing, that it is kept but not done."""
    when = saved_text(section.stored)
    lacking = len(reasons_lacking(section, section.data)) if when else 0
    if not lacking:
        return Mark(when, "on-track")
    words = ngettext("Kept, but %(n)s reason is missing", "Kept, but %(n)s reasons are missing", lacking)
    return Mark(words % {"n": lacking}, "at-risk")


def saved_text(section: Section | None) -> str:
    if section is None or section.saved_at is None:
        return ""
    moment = timezone.localtime(section.saved_at)
    if moment.date() == timezone.localdate():
        return _("Saved %(time)s") % {"time": moment_words(moment, form="TIME_FORMAT")}
    return _("Saved on %(date)s") % {"date": date_format(moment, "DATE_FORMAT")}


def _told_of(form: SectionForm, outcome: Outcome, layout: ReportLayout) -> dict[str, Any]:
    """An untouched form keeps the version that it was read at: others may have saved since."""
    key = form.section.key
    if copy := outcome.conflicts.get(key):
        url = reverse("reporting:conflict", args=[layout.report.pk, copy.pk])
        name = copy.section.saved_by
        text = _("%(name)s has saved this section meanwhile. Nothing was overwritten.") % {"name": name}
        if name == copy.entered_by:
            text = _("You saved this section in another window meanwhile. Nothing was overwritten.")
        return {"state": "conflict", "text": text, "url": url}
    if form in outcome.refused:
        return {
            "state": "problem",
            "text": _("Not saved: see the marked answers"),
            "problems": form.all_problems,
        }
    section = layout.sections[key]
    is_saved = key in outcome.saved
    mark = saved_mark(section)
    return {
        "state": "saved",
        "text": mark.word,
        "kind": mark.status if mark.word else "",
        "lacking": {code: [words] for code, words in reasons_lacking(section, section.data).items()},
        "version": section.version if is_saved else form.version,
        "seen": form.data.digest if is_saved else form.seen,
        "jumps": jumps_of(section, section.data),
    }
