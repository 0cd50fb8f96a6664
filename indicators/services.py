"""Writes of the indicators app: marks, runs and formulas."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from activities.reporting.joints import MeasureRenamed
from activities.reporting.models import Question
from indicators import tasks
from indicators.engine.formulas import FIXED_YEAR, FormulaError, parse, renamed
from indicators.enums import RunTrigger
from indicators.models import Indicator, IndicatorVersion, Run, Stale
from indicators.rules import START_RUN
from indicators.runs import scheduler
from kernel.access import require
from kernel.joints import DataChanged
from kernel.measures import MEASURES
from kernel.queue import after_commit, enqueue, enqueue_after_commit
from outputs.models import Plan

if TYPE_CHECKING:
    from members.models import User

PAUSE = 3
"""Seconds between a change and its computation, so that many changes make one run."""


@transaction.atomic
def mark_stale(*, plan: Plan | None = None, years: Collection[int] | None = None, trigger: str) -> None:
    """Mark results older than their data, in the transaction that changes the data.

    Without a plan all plans are marked, without years all years.  Where a changed year is
    one that formulas compare with, every year is.
    """
    for changed in [plan] if plan else Plan.objects.all():
        mark_years(changed, years_affected(changed, years), RunTrigger(trigger))
    after_commit(schedule)


def data_changed(change: DataChanged) -> None:
    """Mark what the change made old."""
    mark_stale(plan=cast("Plan | None", change.plan), years=change.years, trigger=change.cause)


def years_affected(plan: Plan, years: Collection[int] | None) -> list[int]:
    computed = scheduler.years_of(plan)
    if years is None or compared_years(plan) & set(years):
        return computed
    return [year for year in computed if year in years]


def compared_years(plan: Plan) -> set[int]:
    """The years that the plan's formulas name with `__in_…`."""
    formulas = IndicatorVersion.objects.filter(indicator__plan=plan).values_list("numerator", "denominator")
    return {int(year) for pair in formulas for text in pair for year in FIXED_YEAR.findall(text)}


def mark_years(plan: Plan, years: Iterable[int], trigger: RunTrigger) -> None:
    Stale.objects.bulk_create(
        [Stale(plan=plan, year=year, trigger=trigger) for year in sorted(years)],
        update_conflicts=True,
        unique_fields=["plan", "year"],
        update_fields=["trigger", "marked_at"],
    )


def schedule() -> None:
    """Have a worker compute what is due, once for all changes of the next seconds."""
    if cache.add("indicators:scheduled", value=True, timeout=PAUSE):
        enqueue(tasks.compute_due, countdown=PAUSE)


@transaction.atomic
def start_run(*, plan: Plan, by: "User") -> Run:
    """Ask for a new computation of all years; a run that waits or works is returned instead."""
    require(by, START_RUN)
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if active := Run.objects.active().filter(plan=plan).first():
        return active
    years = scheduler.years_of(plan)
    mark_years(plan, years, RunTrigger.PERSON)
    run = Run.objects.create(plan=plan, years=years, trigger=RunTrigger.PERSON, started_by=by)
    enqueue_after_commit(tasks.compute_due)
    return run


def recompute_all() -> None:
    """Compute every year of every plan again, stale or not."""
    for plan in Plan.objects.all():
        Run.objects.create(plan=plan, years=scheduler.years_of(plan), trigger=RunTrigger.NIGHT)
        scheduler.compute_due(plan.pk)


@transaction.atomic
def change_formula(
    *,
    indicator: Indicator,
    numerator: str,
    denominator: str = "",
    scale: Decimal = Decimal(1),
    by: "User | None" = None,
) -> IndicatorVersion:
    """Give an indicator a new version if its formula differs; results are computed anew."""
    check_formula(indicator.plan, numerator=numerator, denominator=denominator)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    newest = indicator.versions.order_by("-number").first()
    wanted = numerator.strip(), denominator.strip(), scale
    if newest and (newest.numerator, newest.denominator, newest.scale) == wanted:
        return newest
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        number=newest.number + 1 if newest else 1,
        numerator=wanted[0],
        denominator=wanted[1],
        scale=scale,
        created_by=by,
    )
    mark_stale(plan=indicator.plan, trigger=RunTrigger.PERSON)
    return version


@transaction.atomic
def rename_measure(change: MeasureRenamed) -> None:
    """Have every formula of the plan, old versions too, name a measure by its new name."""
    old, new = change.old, change.new
    formulas = IndicatorVersion.objects.filter(indicator__plan=change.plan).filter(
        Q(numerator__contains=old) | Q(denominator__contains=old)
    )
    for version in formulas.select_for_update():
        version.numerator = renamed(version.numerator, old, new)
        version.denominator = renamed(version.denominator, old, new)
        version.save(update_fields=["numerator", "denominator"])


def rename_indicator(*, plan: Plan, old: str, new: str) -> None:
    """Questions say by its code which indicator they serve."""
    Question.objects.filter(plan=plan, serves=old).update(serves=new)


def check_formula(plan: Plan, **expressions: str) -> None:
    """Refuse expressions that cannot be computed, each with where and why; empty ones wait for data."""
    known = MEASURES.catalogue(plan)
    problems = {}
    for field, text in expressions.items():
        try:
            if text.strip():
                parse(text, known)
        except FormulaError as error:
            problems[field] = str(error)
    if expressions.get("denominator", "").strip() and not expressions.get("numerator", "").strip():
        problems["numerator"] = _("A denominator needs a numerator.")
    if problems:
        raise ValidationError(problems)
