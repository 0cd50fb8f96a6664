"""What registers have on a member in a report's year: records to confirm, and figures that nobody types."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from activities.confirmations.selectors import Item, items_of, version_of
from activities.models import Activity
from activities.reporting.models import Question, Report
from activities.reporting.models.places import key_of
from kernel.measures import MEASURES, Counted, Measure, counted_under
from kernel.numbers import exact, plain
from kernel.partial_dates import year_of
from kernel.registers.declaration import Register


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
    def is_of_year(self) -> bool:
        """Whether something is on record of the year itself, and not of the year before alone."""
        return bool(self.items) or any(figure.now is not None for figure in self.figures)

    @property
    def versions(self) -> str:
        """Those that wait, as one value of a button."""
        return " ".join(version_of(item) for item in self.waiting)


def on_record_by_section(report: Report, keys: Mapping[str, Activity | None]) -> dict[str, OnRecord]:
    """By key, of these sections with their activities; the same queries for any number of records."""
    items = items_by_activity(report) if any(keys.values()) else {}
    figures = figures_by_section(report, keys)
    found = {}
    for key, activity in keys.items():
        of_activity = items.get(activity.pk, []) if activity else []
        if of_activity or figures[key]:
            found[key] = OnRecord(of_activity, figures[key])
    return found


def figures_by_section(report: Report, keys: Mapping[str, Activity | None]) -> Mapping[str, list[Figure]]:
    """Counted from the records under each activity, or from all where a step once asked for the figure.

    What the year's questions ask for is left to be typed.
    """
    year = report.round.year
    of_plan = Question.objects.filter(plan=report.round.plan).exclude(recorded_as="")
    questions = list(of_plan.order_by("position", "pk"))
    asked = {question.recorded_as for question in questions if question.is_valid_in(year)}
    names: dict[str, list[str]] = {key: list(activity.measures) for key, activity in keys.items() if activity}
    for question in questions:
        if question.step and question.valid_to_year and question.valid_to_year < year:
            names.setdefault(question.step, []).append(question.recorded_as)
    wanted = {name for key in keys for name in names.get(key, [])} - asked
    counted = counted_under(report.round.plan, [year, year - 1], sorted(wanted), member=report.member_id)
    places = places_of(counted)
    found: dict[str, list[Figure]] = defaultdict(list)
    for key, activity in keys.items():
        own = [each for each in counted if activity is None or is_under(activity, places.get(each.record))]
        for name in dict.fromkeys(names.get(key, [])):
            if figure := figure_of(name, year, own):
                found[key].append(figure)
    return found


def is_under(activity: Activity, places: Collection[int] | None) -> bool:
    """What is under no activity of its own, as lists of committees, counts wherever it is asked for."""
    return places is None or activity.pk in places


def figure_of(name: str, year: int, counted: Iterable[Counted]) -> Figure | None:
    own = [each for each in counted if each.measure == name]
    if not own:
        return None
    now, before = ([each.value for each in own if each.year == of] for of in (year, year - 1))
    return Figure(
        MEASURES.declared[name],
        sum(now, Decimal(0)) if now else None,
        sum(before, Decimal(0)) if before else None,
        any(each.is_sample for each in own),
    )


def places_of(counted: Iterable[Counted]) -> dict[str, set[int]]:
    """The activities of each record, by what facts call it; a query for each kind of record that has any."""
    codes: dict[str, set[str]] = defaultdict(set)
    for each in counted:
        label, _slash, code = each.record.partition("/")
        codes[label].add(code)
    found: dict[str, set[int]] = {}
    for label, of_label in codes.items():
        model = apps.get_model(label)
        path = path_to_activities(model)
        if path:
            found |= {f"{label}/{code}": set() for code in of_label}
            rows = model._base_manager.filter(code__in=of_label).exclude(**{path: None})
            for code, activity in rows.values_list("code", path):
                found[f"{label}/{code}"].add(activity)
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
    path = path_to_activities(register.model)
    rows = register.model._base_manager.filter(pk__in=[record.pk for record in records])
    found: dict[int, list[int]] = defaultdict(list)
    if path:
        for record, activity in rows.exclude(**{path: None}).order_by(path).values_list("pk", path):
            found[record].append(activity)
    return found


def path_to_activities(model: type[models.Model]) -> str:
    """Its own, or those of what it is about; empty where it is under none."""
    if any(each.name == "activities" for each in model._meta.get_fields()):
        return "activities"
    links = (each for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey))
    about = (link.name for link in links if hasattr(link.related_model, "activities"))
    return next((f"{name}__activities" for name in about), "")


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


def contradicted_by_records(
    report: Report, given: Iterable[tuple[Question, Decimal | None]]
) -> list[Contradiction]:
    """Of the figures given, those of which records give another one; none on record contradicts nothing."""
    asked = [(question, number) for question, number in given if question.recorded_as and number is not None]
    names = sorted({question.recorded_as for question, _number in asked})
    counted = counted_under(report.round.plan, [report.round.year], names, member=report.member_id)
    found = []
    for question, number in asked:
        figure = figure_of(question.recorded_as, report.round.year, counted)
        if figure and figure.now is not None and figure.now != number:
            found.append(Contradiction(question, number, figure.now, figure.is_sample))
    return found


def said_by_section(report: Report, items: Mapping[int, list[Item]]) -> dict[str, list[dict[str, Any]]]:
    """What the member said of each record, as it is signed: by code, for titles may name people."""
    return {
        key_of(activity, ""): [
            {
                "code": item.record.code,
                "version": item.record.version,
                "register": str(item.register.words.title),
                "said": item.standing.value,
            }
            for item in sorted(of_activity, key=lambda item: str(item.record.code))
        ]
        for activity, of_activity in items.items()
    }


def counted_as_signed(figure: Figure) -> dict[str, Any]:
    """A figure with the words of its day."""
    return {
        "measure": figure.measure.name,
        "label": str(figure.measure.label),
        "unit": str(figure.measure.unit),
        "number": None if figure.now is None else plain(figure.now),
        "is_sample": figure.is_sample,
    }
