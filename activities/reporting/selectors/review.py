"""What a reviewing officer reads: one section at a time, beside the years and the version before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from activities.reporting.canonical import activities_in, as_of_today, canonical_content, section_keys
from activities.reporting.enums import IDLE, Rating
from activities.reporting.models import Answer, Question, Remark, Report, Version
from activities.reporting.models.places import at
from activities.reporting.recorded import Contradiction, contradicted_by_records
from activities.reporting.section_data import AnswerData
from activities.reporting.selectors.anomalies import Anomalies, anomalies_of
from activities.reporting.selectors.answer_text import RenderedAnswer, read_counted, read_record
from activities.reporting.selectors.answers_table import FigureRow, TextRow, figure_rows, text_rows
from activities.reporting.selectors.evidence import ReviewedFile, reviewed_files
from activities.reporting.selectors.sections import Place, places_of

Content = dict[str, Any]
"""A section as it stands in a version; see `activities.reporting.canonical`."""
YEARS_BEFORE = 2
NOTHING_SAID: Content = {"why_not_relevant": "", "done": "", "changed": "", "answers": []}


@dataclass(frozen=True)
class SectionSummary:
    """A line of the list of sections."""

    key: str
    title: str
    rating: str
    is_saved: bool
    jumps: int
    absences: int
    contradictions: int
    """Figures that records contradict, and a rating that denies them."""
    has_changed: bool
    remarks: int

    @property
    def anomalies(self) -> int:
        return self.jumps + self.absences


@dataclass(frozen=True)
class Review:
    """A report as it was last signed, with the version before and what was said of it.

    One that is not signed, or not any more, is shown as it is being filled in.
    """

    report: Report
    places: dict[str, Place]
    versions: list[Version]
    """The last version first, then the one before, if any."""
    now: dict[str, Content]
    before: dict[str, Content]
    anomalies: Anomalies
    contradictions: dict[str, list[Contradiction]]
    remarks: dict[str, list[Remark]]
    times_returned: int

    @cached_property
    def titles(self) -> dict[str, str]:
        return {key: place.title for key, place in self.places.items()}

    @property
    def version(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @cached_property
    def waiting_remarks(self) -> list[tuple[str, Remark]]:
        """Remarks that leave with the next return, with the titles of their sections."""
        return [
            (self.titles.get(key, remark.printed), remark)
            for key, remarks in self.remarks.items()
            for remark in remarks
            if remark.is_waiting
        ]

    @property
    def waiting(self) -> int:
        return len(self.waiting_remarks)

    @property
    def round_number(self) -> int:
        """Which time the member submits: one more than it was returned."""
        return self.times_returned + 1

    @cached_property
    def sections(self) -> list[SectionSummary]:
        return [self._summary(key, title) for key, title in self.titles.items()]

    def neighbours(self, key: str) -> dict[str, str]:
        """Keys of the sections before and after, and of the next with a flag, wrapping round."""
        keys = list(self.titles)
        place = keys.index(key)
        flagged = [k for k in (*keys[place + 1 :], *keys[:place]) if k in self.anomalies.sections]
        return {
            "previous": keys[place - 1] if place else "",
            "next": keys[place + 1] if place + 1 < len(keys) else "",
            "next_flagged": flagged[0] if flagged else "",
        }

    def _summary(self, key: str, title: str) -> SectionSummary:
        now = self.now.get(key)
        return SectionSummary(
            key=key,
            title=title,
            rating=rating_label(now),
            is_saved=now is not None,
            jumps=self.anomalies.jumps.get(key, 0),
            absences=self.anomalies.absences.get(key, 0),
            contradictions=len(self.contradictions.get(key, [])) + denies_records(now),
            has_changed=len(self.versions) > 1 and _said(now) != _said(self.before.get(key)),
            remarks=len(self.remarks.get(key, [])),
        )


@dataclass(frozen=True)
class SectionReview:
    """One section of a review."""

    key: str
    title: str
    rating: str
    last_rating: str
    years: list[int]
    figures: list[FigureRow]
    texts: list[TextRow]
    target_groups: list[str]
    evidence: list[ReviewedFile]
    records: list[str]
    counted: list[RenderedAnswer]
    is_denied: bool
    """Whether the rating denies what is on record."""
    contradictions: list[Contradiction]
    thread: list[Remark]


def review_of(report: Report) -> Review:
    """The same number of queries for every report; `report` carries its round and plan."""
    standing = report.versions.standing() if report.is_signed else report.versions.none()
    versions = list(standing.select_related("submitted_by").order_by("-number")[:2])
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in report.remarks.select_related("written_by", "sent_with", "activity"):
        remarks[remark.key].append(remark)
    now = _signed(versions[0]) if versions else _by_key(canonical_content(report), activities_in(report))
    return Review(
        report=report,
        places=places_of(report.round),
        versions=versions,
        now=now,
        before=_signed(versions[1]) if len(versions) > 1 else {},
        anomalies=anomalies_of([report])[report.pk],
        contradictions=contradictions_by_section(report, now),
        remarks=dict(remarks),
        times_returned=report.returns.count(),
    )


def section_review(review: Review, key: str) -> SectionReview:
    """Figures beside the two years before; texts beside the version before."""
    report, now = review.report, review.now.get(key, {})
    before = review.before.get(key, NOTHING_SAID) if len(review.versions) > 1 else None
    years = list(range(report.round.year - YEARS_BEFORE, report.round.year + 1))
    history = _history(report, key, years[:-1])
    questions = _questions(report, key)
    return SectionReview(
        key=key,
        title=review.titles[key],
        rating=rating_label(now),
        last_rating=rating_label(before),
        years=years,
        figures=list(figure_rows(questions, now, before, history, years)),
        texts=list(text_rows(questions, now, before)),
        target_groups=[group["name"] for group in now.get("target_groups", [])],
        evidence=reviewed_files(report, review.version, key, now.get("evidence", [])),
        contradictions=review.contradictions.get(key, []),
        counted=[read_counted(figure) for figure in now.get("counted", [])],
        is_denied=denies_records(now),
        records=[read_record(record) for record in now.get("records", [])],
        thread=review.remarks.get(key, []),
    )


def denies_records(section: Content | None) -> bool:
    """Whether it is rated as if there were nothing, and something of the year is on record."""
    if not section or section["rating"] not in IDLE:
        return False
    counted = any(figure["number"] is not None for figure in section.get("counted", []))
    return counted or bool(section.get("records"))


def contradictions_by_section(report: Report, now: dict[str, Content]) -> dict[str, list[Contradiction]]:
    """Two queries."""
    year = report.round.year
    questions = Question.objects.for_plan_year(report.round.plan, year).exclude(recorded_as="")
    by_key: dict[str, list[Question]] = defaultdict(list)
    for question in questions.order_by("position", "pk"):
        by_key[question.section_key].append(question)
    given = [pair for key, asked in by_key.items() for pair in numbers_given(asked, now.get(key, {}))]
    found: dict[str, list[Contradiction]] = defaultdict(list)
    for each in contradicted_by_records(report, given):
        found[each.question.section_key].append(each)
    return found


def numbers_given(questions: list[Question], section: Content) -> Iterator[tuple[Question, Decimal | None]]:
    answers = map(AnswerData.from_json, section.get("answers", []))
    numbers = {answer.question: answer.number for answer in answers if not answer.part}
    for question in questions:
        yield question, numbers.get(question.code)


def rating_label(content: Content | None) -> str:
    rating = (content or {}).get("rating")
    return str(Rating(rating).label) if rating else ""


def _signed(version: Version) -> dict[str, Content]:
    return _by_key(version.content, version.activities)


def _by_key(content: Content, activities: dict[str, int]) -> dict[str, Content]:
    sections = map(as_of_today, content["sections"])
    return dict(zip(section_keys(content, activities), sections, strict=True))


def _said(section: Content | None) -> Content | None:
    """Without what the plan calls the section, which the member has not said."""
    return section and {name: value for name, value in section.items() if name not in {"key", "title"}}


def _questions(report: Report, key: str) -> list[Question]:
    asked = Question.objects.for_plan_year(report.round.plan, report.round.year)
    return list(asked.filter(at(key)).order_by("position", "pk"))


def _history(report: Report, key: str, years: list[int]) -> dict[tuple[int, str, str], AnswerData]:
    """What the member reported in earlier rounds, by year, question and part."""
    answers = (
        Answer.objects.said()
        .filter(
            at(key, "section__"),
            section__report__in=Report.objects.reported(),
            section__report__member=report.member_id,
            section__report__round__plan=report.round.plan_id,
            section__report__round__year__in=years,
        )
        .select_related("question", "section__report__round")
        .order_by()
    )
    return {
        (answer.section.report.round.year, answer.question.code, answer.part): AnswerData.of(answer)
        for answer in answers
    }
