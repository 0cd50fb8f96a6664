"""How much a report asks of its member: what it shows, what it needs, and about how long that takes.

The rule stands in decision 26: a rating or a choice 10 seconds, a record to confirm 15 seconds, a
figure or a reason 1 minute, a text 3 minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from activities.reporting.enums import CHANGES_WANTED, UNDER_WAY, Rating
from activities.reporting.models import IN_ONE_ACT, Question
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
    """Of the whole report as it stands: all that is open to be answered, answered or not."""
    asked = [*asked_in_sections(layout), *asked_of_changes(layout), *asked_of_records(layout)]
    required = [each for each in asked if each.is_required]
    return Burden(len(asked), len(required), minutes_for(asked), minutes_for(required))


def minutes_for(asked: list[Asked]) -> int:
    return round(sum(SECONDS[each.kind] for each in asked) / 60)


def asked_in_sections(layout: ReportLayout) -> Iterator[Asked]:
    acts: set[str] = set()
    for section in layout.sections.values():
        act = act_of(section)
        if section.activity and act not in acts:
            yield from asked_by_rating(section)
        if act:
            acts.add(act)
        if not section.data.is_silent:
            yield from asked_in(section)


def act_of(section: SectionLayout) -> str:
    """By which its rating was given together with others; empty where it was given by itself."""
    by = section.stored.saved_from if section.stored else ""
    return by if by.startswith(IN_ONE_ACT) else ""


def asked_by_rating(section: SectionLayout) -> Iterator[Asked]:
    yield Asked("choice", is_required=True)
    if section.data.rating == Rating.NOT_RELEVANT:
        yield Asked("figure", is_required=True)


def asked_in(section: SectionLayout) -> Iterator[Asked]:
    if section.activity and not section.asks_reach:
        yield Asked("text")
    for question in section.questions:
        yield Asked(kind_of(question), question.required and not section.data.is_idle)


def kind_of(question: Question) -> str:
    if question.type.is_free_text:
        return "text"
    return "choice" if question.type.is_chosen else "figure"


def asked_of_changes(layout: ReportLayout) -> Iterator[Asked]:
    """A text and who benefited, of as many activities as are wanted or told; elsewhere it stays folded.

    What is not rated yet may turn out to be under way.
    """
    activities = [section for section in layout.sections.values() if section.activity]
    under_way = sum(section.data.rating in ("", *UNDER_WAY) for section in activities)
    needed = min(CHANGES_WANTED, under_way)
    told = sum(bool(section.data.told.changed) for section in activities)
    for number in range(max(needed, told)):
        yield Asked("text", is_required=number < needed)
        yield Asked("choice")


def asked_of_records(layout: ReportLayout) -> Iterator[Asked]:
    """Each once, though it may stand in several sections."""
    items = items_by_activity(layout.report).values()
    return (Asked("record") for _record in {item.record.code for found in items for item in found})
