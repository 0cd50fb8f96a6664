"""How far a report has come, by what it says: never by a button, never above the whole."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.enums import CHANGES_WANTED, UNDER_WAY, Rating, SplitBy
from activities.reporting.models import Question, Report
from activities.reporting.section_data import SectionData
from activities.reporting.selectors.anomalies import is_jump
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import ReportLayout, SectionLayout, StepLayout
from activities.reporting.validation import problems_of
from kernel.numbers import exact


@dataclass(frozen=True)
class Gap:
    """Something that a section lacks or that cannot be true; `field` is where to mend it."""

    section: SectionLayout
    field: str
    text: str

    @property
    def anchor(self) -> str:
        return f"{self.section.anchor}-{self.field}"


@dataclass(frozen=True)
class Progress:
    """So many of so many; of nothing to do all is done."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def status(self) -> str:
        """The class of the mark: complete, begun, or not begun."""
        if self.is_complete:
            return "on-track"
        return "at-risk" if self.done else ""

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


@dataclass(frozen=True)
class Mark:
    """How a section stands: its word, and the class of its colour and shape."""

    word: str
    status: str

    def __str__(self) -> str:
        return self.word


def mark_of(section: SectionLayout) -> Mark:
    """Done, not relevant, so many figures to check, begun (something lacks), or to do."""
    if not is_complete(section):
        return Mark(_("to do"), "") if section.data.is_empty else Mark(_("begun"), "at-risk")
    if section.data.is_silent:
        is_relevant = section.data.rating != Rating.NOT_RELEVANT
        return Mark(_("not wanted") if is_relevant else _("not relevant"), "off")
    if to_check := len(_unexplained(section)):
        words = ngettext("%(n)s to check", "%(n)s to check", to_check)
        return Mark(words % {"n": to_check}, "at-risk")
    return Mark(_("done"), "on-track")


def reasons_lacking(section: SectionLayout, data: SectionData) -> dict[str, str]:
    """Fields without a value whose reason is not given yet, with the words that ask for it."""
    if data.rating == Rating.NOT_RELEVANT and not data.why_not_relevant:
        return {"why_not_relevant": _("Say why this is not relevant to you.")}
    if data.is_silent:
        return {}
    found = {}
    for question in section.questions:
        answers = data.of_question(question.code).values()
        if any(answer.absence and not answer.reason for answer in answers):
            label = {"label": question.label}
            found[question.code] = _("Say in a few words why there is no answer to “%(label)s”.") % label
    return found


def gaps_of(section: SectionLayout, data: SectionData | None = None) -> list[Gap]:
    """What must still be said before the report can be signed."""
    data = section.data if data is None else data
    found = _gaps_of_activity(section, data) if section.activity else []
    if not data.is_silent:
        found += [
            (question.code, text)
            for question in section.questions
            for text in _gaps_of_question(section, question, data)
        ]
    return [Gap(section, field, text) for field, text in found]


def contradictions_of(section: SectionLayout) -> list[Gap]:
    """What cannot be true of what is told, for example since a bound has changed."""
    problems = problems_of(section, section.data.told)
    return [Gap(section, field, text) for field, texts in problems.items() for text in texts]


def jumps_of(section: SectionLayout, data: SectionData) -> dict[str, str]:
    """By question, how far its figure is from last year's, where that strikes the eye."""
    last = section.last or SectionData()
    found = {}
    for question in section.questions:
        now, before = (_number_of(said, question) for said in (data, last))
        if now is not None and before is not None and is_jump(question, before, now):
            words = {"now": exact(now), "before": exact(before), "year": section.last_year}
            found[question.code] = (
                _("%(now)s is much more than the %(before)s of %(year)s.") % words
                if now > before
                else _("%(now)s is much less than the %(before)s of %(year)s.") % words
            )
    return found


def _number_of(data: SectionData, question: Question) -> Decimal | None:
    whole = data.of_question(question.code).get("")
    return whole.number if whole else None


def notes_of(section: SectionLayout) -> list[Gap]:
    """What is only pointed at: a total that is not split, a figure far from last year's without a word."""
    if section.data.is_silent:
        return []
    return [*_unsplit(section), *_unexplained(section)]


def _unexplained(section: SectionLayout) -> list[Gap]:
    return [
        Gap(section, code, _("%(jump)s If it is right, say why.") % {"jump": words})
        for code, words in jumps_of(section, section.data).items()
        if not section.data.of_question(code)[""].reason
    ]


def _unsplit(section: SectionLayout) -> list[Gap]:
    return [
        Gap(section, question.code, _("“%(label)s” is given in total only.") % {"label": question.label})
        for question in section.questions
        if question.split_by != SplitBy.NONE
        and set(section.data.of_question(question.code)) == {""}
        and section.data.of_question(question.code)[""].number
    ]


def progress_of(step: StepLayout, complete: Collection[str]) -> Progress:
    """Complete sections of a step; `complete` are the keys of those of the report."""
    return Progress(sum(key in complete for key in step.keys), len(step.keys))


def is_complete(section: SectionLayout) -> bool:
    return not gaps_of(section) and not contradictions_of(section)


def share_of(layout: ReportLayout, complete: Collection[str]) -> Progress:
    """Complete sections of the whole report."""
    return Progress(len(complete), len(layout.keys))


def gaps(layout: ReportLayout) -> dict[str, list[Gap]]:
    """All that keeps the report from being signed, by section, in the order of the form."""
    found = {
        key: [*gaps_of(section), *contradictions_of(section)] for key, section in layout.sections.items()
    }
    for gap in _changes_untold(layout):
        found[gap.section.key].append(gap)
    return {key: lacking for key, lacking in found.items() if lacking}


def _changes_untold(layout: ReportLayout) -> list[Gap]:
    """Where it could be said what changed, as long as that is said of too few activities."""
    under_way = [section for section in layout.sections.values() if section.data.rating in UNDER_WAY]
    untold = [section for section in under_way if not section.data.changed]
    wanted = min(CHANGES_WANTED, len(under_way)) - (len(under_way) - len(untold))
    if wanted <= 0:
        return []
    words = ngettext(
        "Say what changed, and for whom, of %(count)s more activity: here or where you choose.",
        "Say what changed, and for whom, of %(count)s more activities: here or where you choose.",
        wanted,
    )
    return [Gap(untold[0], "changed", words % {"count": wanted})]


def problems_before_signing(report: Report) -> dict[str, list[str]]:
    """The same in words, by printed code or step; a nil return needs its statement only."""
    if report.is_nil:
        return {}
    layout = layout_of(report)
    return {layout.sections[key].code: [gap.text for gap in found] for key, found in gaps(layout).items()}


def _gaps_of_activity(section: SectionLayout, data: SectionData) -> list[tuple[str, str]]:
    if not data.rating:
        return [("rating", _("Say how it went in %(year)s.") % {"year": section.year})]
    return list(reasons_lacking(section, data).items()) if data.is_silent else []


def _gaps_of_question(section: SectionLayout, question: Question, data: SectionData) -> list[str]:
    answers = data.of_question(question.code)
    whole = answers.get("")
    label = {"label": question.label}
    if any(answer.absence and not answer.reason for answer in answers.values()):
        return [_("Say in a few words why there is no answer to “%(label)s”.") % label]
    if whole is None and answers:
        missing = [name for code, name in section.parts_of(question) if code not in answers]
        return [
            _("“%(label)s” lacks %(missing)s.") % {**label, "missing": ", ".join(missing) or _("the total")}
        ]
    if whole is None and question.required and not data.is_idle:
        return [_("“%(label)s” needs an answer, or the reason why there is none.") % label]
    return []
