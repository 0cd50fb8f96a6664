"""Runs at work: what is due is computed year by year, each in one transaction.

Whoever works on a plan holds its advisory lock.  A run that is marked as running while
nobody holds the lock was interrupted: its years are still marked as stale, and the next
sweep computes them.
"""

import gc
from collections.abc import Generator, Iterable
from contextlib import contextmanager

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.enums import RunState, RunTrigger
from indicators.models import Run, Stale
from indicators.runs import locks
from indicators.runs.reading import PlanData, read_plan
from indicators.runs.store import YearWritten, write_year
from kernel.database_away import is_database_away
from outputs.models import Plan

log = structlog.get_logger(__name__)

PAUSE_AFTER_FAILURE = 15 * 60
"""Seconds for which stale years wait after a run failed, unless something changes again."""


def plans_with_work() -> list[int]:
    """Plans with years marked as stale, or with runs that wait or were interrupted."""
    stale = Stale.objects.order_by().values_list("plan", flat=True)
    active = Run.objects.active().order_by().values_list("plan", flat=True)
    return sorted({*stale, *active})


def compute_all_due() -> None:
    for plan_id in plans_with_work():
        compute_due(plan_id)


def sweep() -> None:
    """As `compute_all_due`, but without waiting for plans that somebody works on."""
    for plan_id in plans_with_work():
        with locks.working_on_if_free(plan_id) as held:
            if held:
                work_off(plan_id)


def compute_due(plan_id: int) -> None:
    """Compute what is due in a plan as soon as nobody else works on it."""
    with locks.working_on(plan_id):
        work_off(plan_id)


def work_off(plan_id: int) -> None:
    """Runs that wait, then years that are marked as stale; only for the holder of the plan's lock."""
    mark_lost(plan_id)
    for run in Run.objects.filter(plan=plan_id, state=RunState.WAITING).order_by("pk"):
        execute(run)
    if (run_ := run_for_stale(plan_id)) is not None:
        execute(run_)


def mark_lost(plan_id: int) -> int:
    """Mark the plan's interrupted runs; only for the holder of the plan's lock."""
    running = Run.objects.filter(plan=plan_id, state=RunState.RUNNING)
    return running.update(
        state=RunState.LOST,
        finished_at=timezone.now(),
        error=_("The worker was stopped. What it had not finished is computed by the next run."),
    )


def run_for_stale(plan_id: int) -> Run | None:
    marks = list(Stale.objects.filter(plan=plan_id).order_by("year"))
    if not marks or is_paused(plan_id, marks):
        return None
    newest = max(marks, key=lambda mark: mark.marked_at)
    return Run.objects.create(plan_id=plan_id, years=[mark.year for mark in marks], trigger=newest.trigger)


def is_paused(plan_id: int, marks: Iterable[Stale]) -> bool:
    """Whether the last run failed on just these marks and a little time has to pass."""
    last = Run.objects.filter(plan=plan_id).order_by("-pk").first()
    if last is None or last.state != RunState.FAILED or last.started_at is None or last.finished_at is None:
        return False
    changed_since = any(mark.marked_at > last.started_at for mark in marks)
    waited = (timezone.now() - last.finished_at).total_seconds()
    return not changed_since and waited < PAUSE_AFTER_FAILURE


def execute(run: Run) -> None:
    """Compute the run's years; only for the holder of the plan's lock."""
    update(run, state=RunState.RUNNING, started_at=timezone.now(), years_done=0)
    try:
        marks = {mark.year: mark for mark in Stale.objects.filter(plan=run.plan_id, year__in=run.years)}
        with uncollected():
            data = read_plan(run.plan, run.years)
            for year in run.years:
                compute_year(run, year, data, marks.get(year))
    except Exception as error:
        if is_database_away(error):
            raise  # the run stays as it is: who comes next finds it interrupted
        log.exception("run_failed", run=run.pk, plan=run.plan_id)
        update(
            run, state=RunState.FAILED, finished_at=timezone.now(), error=f"{type(error).__name__}: {error}"
        )
        return
    update(run, state=RunState.DONE, finished_at=timezone.now())


@contextmanager
def uncollected() -> Generator[None]:
    """Without looking for cycles: a run makes none, and a third of its time went into looking."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@transaction.atomic
def compute_year(run: Run, year: int, data: PlanData, mark: Stale | None) -> YearWritten:
    """Write a year's results, clear its mark and count it in the run, all or nothing.

    `mark` was read before the data: what changed since has renewed it, and stays due.
    """
    locks.hold_year(run.plan_id, year)
    written = write_year(run, year, data)
    if mark is not None:
        Stale.objects.filter(pk=mark.pk, marked_at=mark.marked_at).delete()
    record(run, year, written, was_stale=mark is not None)
    return written


def record(run: Run, year: int, written: YearWritten, *, was_stale: bool) -> None:
    problems = list(written.problems)
    if run.trigger == RunTrigger.NIGHT and not was_stale and written.has_changed:
        log.error("results_changed_without_cause", run=run.pk, year=year, changed=written.changed)
        problems.append(difference(year, written))
    new = [problem for problem in problems if problem not in run.error]
    update(
        run,
        years_done=F("years_done") + 1,
        rows_written=F("rows_written") + written.written,
        rows_changed=F("rows_changed") + written.changed,
        data_version=written.data_version,
        error="\n".join(filter(None, [run.error, *new])),
    )


def difference(year: int, written: YearWritten) -> str:
    """What differs at night; where results do, members' values do as well."""
    if written.changed:
        sentence = _("%(year)s: %(changed)s results differed although nothing had marked the year as stale.")
        return sentence % {"year": year, "changed": written.changed}
    sentence = _(
        "%(year)s: %(changed)s values of members differed although nothing had marked the year as stale."
    )
    return sentence % {"year": year, "changed": written.member_values_changed}


def update(run: Run, **values: object) -> None:
    Run.objects.filter(pk=run.pk).update(**values)
    run.refresh_from_db()


def years_of(plan: Plan) -> list[int]:
    """The baseline year and the years of the plan."""
    return [plan.baseline_year, *plan.years]
