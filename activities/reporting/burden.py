"""How much a report asks of its member: what it shows, what it needs, and about how long that takes.

The rule stands in decision 26: a rating or a choice 10 seconds, a record to confirm 15 seconds, a
figure or a reason 1 minute, a text 3 minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from activities.reporting.enums import CHANGES_WANTED, IDLE, UNDER_WAY, Rating
from activities.reporting.models import Question
from activities.reporting.recorded import items_by_activity
from activities.reporting.selectors.layout import ReportLayout, SectionLayout

SECONDS = {"choice": 10, "record": 15, "figure": 60, "text": 180}


@dataclass(frozen=True)
class Asked:
    """One thing to answer: a choice, a figure with its reason for absence, a text, or a record to confirm."""

    kind: str
    is_required: bool = False


@dataclass(frozen=True)
class Burden:
    shown: int
    required: int
    minutes: int
    """An estimate, as the next."""
    least_minutes: int
    """For what is required."""


def burden_of(layout: ReportLayout) -> Burden:
    """Of the whole report as it stands: what was answered at once is answered once."""
    asked = [*asked_in_sections(layout), *asked_of_changes(layout), *asked_of_records(layout)]
    required = [each for each in asked if each.is_required]
    return Burden(len(asked), len(required), minutes_for(asked), minutes_for(required))


def minutes_for(asked: list[Asked]) -> int:
    return round(sum(SECONDS[each.kind] for each in asked) / 60)


def asked_in_sections(layout: ReportLayout) -> Iterator[Asked]:
    for step in layout.steps:
        answered: set[tuple[str, str]] = set()
        for section in step.sections:
            if section.activity:
                yield from asked_by_rating(section, answered)
            if not section.data.is_silent:
                yield from asked_in(section)


def asked_by_rating(section: SectionLayout, answered: set[tuple[str, str]]) -> Iterator[Asked]:
    """Once where the sections of a step that have nothing else to say are answered alike."""
    data = section.data
    answer = data.rating, data.why_not_relevant
    if data.rating in IDLE and answer in answered:
        return
    answered.add(answer)
    yield Asked("choice", is_required=True)
    if data.rating == Rating.NOT_RELEVANT:
        yield Asked("figure", is_required=True)


def asked_in(section: SectionLayout) -> Iterator[Asked]:
    if section.activity and not section.asks_reach:
        yield Asked("text")
    for question in section.questions:
        yield Asked(kind_of(question), question.required and section.data.rating not in IDLE)


def kind_of(question: Question) -> str:
    if question.type.is_free_text:
        return "text"
    return "choice" if question.type.is_chosen else "figure"


def asked_of_changes(layout: ReportLayout) -> Iterator[Asked]:
    """What is not rated yet may turn out to be under way."""
    under_way = [
        section
        for section in layout.sections.values()
        if section.activity and section.data.rating in ("", *UNDER_WAY)
    ]
    needed = min(CHANGES_WANTED, len(under_way))
    told = sum(bool(section.data.changed) for section in under_way)
    for number in range(max(needed, told)):
        yield Asked("text", is_required=number < needed)


def asked_of_records(layout: ReportLayout) -> Iterator[Asked]:
    """Each once, though it may stand in several sections."""
    silent = {
        section.activity.pk
        for section in layout.sections.values()
        if section.activity and section.data.is_silent
    }
    codes = {
        item.record.code
        for activity, items in items_by_activity(layout.report).items()
        if activity not in silent
        for item in items
    }
    return (Asked("record") for _code in codes)
