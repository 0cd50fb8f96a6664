"""What registers have on a member in a report's year: records to confirm, and figures that nobody types."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _

from activities.confirmations.selectors import Item, items_of, version_of
from activities.models import Activity
from activities.reporting.models import Question, Report
from activities.reporting.models.places import key_of
from kernel.measures import MEASURES, Aggregation, Measure, facts_under
from kernel.numbers import exact
from kernel.partial_dates import year_of
from kernel.registers.declaration import Register

ADDED_UP = (Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT_MEMBERS)
COUNTED = """
    SELECT fact.measure, fact.year, sum(fact.value), bool_or(fact.is_sample)
    FROM ({facts}) AS fact
    WHERE fact.member_id = %s AND fact.measure = ANY(%s) AND fact.is_whole
    GROUP BY fact.measure, fact.year
"""


@dataclass(frozen=True)
class Figure:
    """What records give of a measure in the year and in the year before; None where they give nothing."""

    measure: Measure
    now: Decimal | None
    before: Decimal | None
    is_sample: bool = False


@dataclass(frozen=True)
class OnRecord:
    """What stands in a section: records that the member confirms, and figures counted from all of its own."""

    items: list[Item] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @cached_property
    def waiting(self) -> list[Item]:
        return [item for item in self.items if item.is_waiting]

    @property
    def versions(self) -> str:
        """Those that wait, as one value of a button."""
        return " ".join(version_of(item) for item in self.waiting)


def on_record_by_section(report: Report, keys: Mapping[str, Activity | None]) -> dict[str, OnRecord]:
    """By key, of these sections with their activities; the same queries for any number of records."""
    items = items_by_activity(report) if any(keys.values()) else {}
    asked = (
        Question.objects.filter(plan=report.round.plan)
        .exclude(recorded_as="")
        .exclude(pk__in=Question.objects.for_plan_year(report.round.plan, report.round.year))
        .order_by("position", "pk")
    )
    names: dict[str, list[str]] = defaultdict(list)
    for question in asked:
        if question.section_key in keys:
            names[question.section_key].append(question.recorded_as)
    figures = figures_of(report, {name for found in names.values() for name in found})
    found = {}
    for key, activity in keys.items():
        own = [figures[name] for name in dict.fromkeys(names[key]) if name in figures]
        given = [figure for figure in own if figure.now is not None or figure.before is not None]
        waiting = items.get(activity.pk, []) if activity else []
        if waiting or given:
            found[key] = OnRecord(waiting, given)
    return found


def items_by_activity(report: Report) -> dict[int, list[Item]]:
    """The records of the report's year that the member is asked to confirm, under their activities."""
    year = report.round.year
    found: dict[int, list[Item]] = defaultdict(list)
    by_register: dict[str, list[Item]] = defaultdict(list)
    for item in items_of(report.member):
        if is_of_year(item, year):
            by_register[item.register.key].append(item)
    for items in by_register.values():
        places = activities_of([item.record for item in items], items[0].register)
        for item in items:
            for activity in places[item.record.pk]:
                found[activity].append(item)
    return found


def is_of_year(item: Item, year: int) -> bool:
    """Whether it counts in the year; of what lasts, whether it lasted then."""
    record, period = item.record, item.register.period
    if None not in record.years or period is None:
        return not {year, None}.isdisjoint(record.years)
    first, last = (year_of(getattr(record, name)) for name in period)
    begun = first or record.year
    return (begun is None or begun <= year) and (last is None or year <= last)


def activities_of(records: list[Any], register: Register[Any]) -> Mapping[int, list[int]]:
    """By primary key of the record; of one that says none itself, those of what it is about."""
    path = path_to_activities(register)
    rows = register.model._base_manager.filter(pk__in=[record.pk for record in records])
    found: dict[int, list[int]] = defaultdict(list)
    if path:
        for record, activity in rows.exclude(**{path: None}).order_by(path).values_list("pk", path):
            found[record].append(activity)
    return found


def path_to_activities(register: Register[Any]) -> str:
    model = register.model
    if any(each.name == "activities" for each in model._meta.get_fields()):
        return "activities"
    for name in register.fields:
        link = model._meta.get_field(name)
        if isinstance(link, models.ForeignKey) and hasattr(link.related_model, "activities"):
            return f"{name}__activities"
    return ""


def figures_of(report: Report, names: Collection[str]) -> dict[str, Figure]:
    """By name of the measure, of the report's member: one query, none where no measure is asked for."""
    measures = {
        name: measure
        for name in names
        if (measure := MEASURES.declared.get(name)) and measure.aggregation in ADDED_UP
    }
    if not measures:
        return {}
    year = report.round.year
    facts = facts_under(report.round.plan, [year, year - 1], measures.values())
    with connection.cursor() as cursor:
        statement = COUNTED.format(facts=facts.sql)
        cursor.execute(statement, [*facts.parameters, report.member_id, list(measures)])
        rows = cursor.fetchall()
    values = {(name, of_year): value for name, of_year, value, _is_sample in rows}
    of_sample = {name for name, _year, _value, is_sample in rows if is_sample}
    return {
        name: Figure(measure, values.get((name, year)), values.get((name, year - 1)), name in of_sample)
        for name, measure in measures.items()
    }


@dataclass(frozen=True)
class Contradiction:
    """A figure that a member gives and its records do not."""

    question: Question
    given: Decimal
    recorded: Decimal
    is_sample: bool = False
    """Whether sample records give it."""

    def __str__(self) -> str:
        words = {
            "label": self.question.label,
            "given": exact(self.given),
            "recorded": exact(self.recorded),
        }
        return (
            _("“%(label)s”: the report gives %(given)s, the records of the member give %(recorded)s.") % words
        )


def contradictions_of(
    report: Report, given: Iterable[tuple[Question, Decimal | None]]
) -> list[Contradiction]:
    """Of the figures given, those of which records give another one; none on record contradicts nothing."""
    asked = [(question, number) for question, number in given if question.recorded_as and number is not None]
    figures = figures_of(report, {question.recorded_as for question, _number in asked})
    found = []
    for question, number in asked:
        figure = figures.get(question.recorded_as)
        if figure and figure.now is not None and figure.now != number:
            found.append(Contradiction(question, number, figure.now, figure.is_sample))
    return found


def said_by_section(report: Report) -> dict[str, list[dict[str, Any]]]:
    """What the member said of each record, as it is signed: by code, for titles may name people."""
    return {
        key_of(activity, ""): [
            {
                "code": item.record.code,
                "version": item.record.version,
                "register": str(item.register.words.title),
                "said": item.standing.value,
            }
            for item in sorted(items, key=lambda item: str(item.record.code))
        ]
        for activity, items in items_by_activity(report).items()
    }
