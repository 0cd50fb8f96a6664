"""Marks and runs: what is due is computed once, and what fails or is interrupted stays due."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count
from pytest_django.fixtures import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from indicators import periodic, services, tasks
from indicators.enums import RunState, RunTrigger
from indicators.models import Result, Run, Stale
from indicators.runs import scheduler
from indicators.runs.reading import PlanData
from kernel.joints import DATA_CHANGED, DataChanged
from members.models import Member, User
from outputs.models import Plan
from tests.factories.indicators import RunFactory, StaleFactory
from tests.factories.outputs import PlanFactory
from tests.indicators.conftest import Compute, Define, result, statistic

YEARS = [2010, 2011, 2012, 2013, 2014, 2015]


def marked() -> list[int]:
    return list(Stale.objects.order_by("year").values_list("year", flat=True))


@contextmanager
def held_by_another(plan: Plan) -> Iterator[None]:
    """The plan's lock, held over a connection of its own."""
    database = settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}
    other = psycopg2.connect(
        host=database["HOST"],
        port=database["PORT"],
        user=database["USER"],
        password=database["PASSWORD"],
        dbname=database["NAME"],
    )
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 0)", [plan.pk])
    yield
    other.close()


def test_changed_data_mark_their_years(plan: Plan) -> None:
    DATA_CHANGED.call(DataChanged(plan, [2013, 1999], "acceptance"))

    mark = Stale.objects.get()
    assert (mark.plan, mark.year, mark.trigger) == (plan, 2013, RunTrigger.ACCEPTANCE)


def test_changed_data_of_no_plan_mark_all_plans(plan: Plan) -> None:
    PlanFactory.create()

    services.mark_stale(trigger="import")

    assert marked() == sorted(YEARS * 2)


def test_a_year_that_formulas_compare_with_marks_every_year(define: Define, plan: Plan) -> None:
    define("secretariats - secretariats__in_2010")

    services.mark_stale(plan=plan, years=[2010], trigger="import")

    assert marked() == YEARS


def test_a_second_change_renews_the_mark(plan: Plan) -> None:
    services.mark_stale(plan=plan, years=[2013], trigger="import")
    first = Stale.objects.get()

    services.mark_stale(plan=plan, years=[2013], trigger="acceptance")

    second = Stale.objects.get()
    assert second.pk == first.pk
    assert second.trigger == "acceptance"
    assert second.marked_at > first.marked_at


def test_many_changes_schedule_one_task(
    plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[dict[str, object]] = []
    monkeypatch.setattr(tasks.compute_due, "apply_async", lambda **options: sent.append(options))

    with django_capture_on_commit_callbacks(execute=True):
        services.mark_stale(plan=plan, years=[2013], trigger="acceptance")
        services.mark_stale(plan=plan, years=[2014], trigger="acceptance")

    assert sent == [{"args": (), "countdown": services.PAUSE}]


def test_the_task_computes_what_is_stale_and_clears_the_marks(
    define: Define, plan: Plan, kenya: Member
) -> None:
    members = define("members")
    services.mark_stale(plan=plan, years=[2012, 2013], trigger="import")

    tasks.compute_due()

    run = Run.objects.get()
    assert (run.state, run.years, run.trigger, run.years_done) == (RunState.DONE, [2012, 2013], "import", 2)
    assert (run.rows_written, run.rows_changed) == (14, 14)
    assert len(run.data_version) == 64
    assert run.seconds is not None
    assert result(members).run == run
    assert marked() == []


def test_the_task_repeated_does_nothing(define: Define, plan: Plan) -> None:
    define("members")
    services.mark_stale(plan=plan, trigger="import")
    tasks.compute_due()

    tasks.compute_due()

    assert Run.objects.count() == 1


def test_results_are_replaced_not_doubled(define: Define, compute: Compute, kenya: Member) -> None:
    define("members")
    define("p_roles")
    statistic(kenya, 7)
    first = compute()
    kenya.statistics.update(value=8)

    second = compute()

    assert (first.rows_written, first.rows_changed) == (14, 14)
    assert (second.rows_written, second.rows_changed) == (14, 7)
    assert Result.objects.count() == 14
    by_run = Result.objects.values_list("run").annotate(number=Count("pk"))
    assert dict(by_run) == {first.pk: 7, second.pk: 7}
    assert second.data_version != first.data_version


def test_unchanged_data_have_the_same_version(define: Define, compute: Compute, kenya: Member) -> None:
    define("members")

    assert compute().data_version == compute().data_version


def test_groups_that_are_no_longer_due_are_deleted(define: Define, compute: Compute, kenya: Member) -> None:
    members = define("members")
    compute()
    kenya.region = None
    kenya.save()

    compute()

    groups = Result.objects.filter(version=members, split="un_region").values_list("group", flat=True)
    assert list(groups) == ["unknown"]


def test_a_mark_renewed_during_the_run_stays(
    define: Define, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    define("members")
    StaleFactory.create(plan=plan, year=2013)
    write = scheduler.write_year

    def write_while_data_change(run: Run, year: int, data: PlanData) -> object:
        outcome = write(run, year, data)
        services.mark_stale(plan=plan, years=[2013], trigger="acceptance")
        return outcome

    monkeypatch.setattr(scheduler, "write_year", write_while_data_change)
    tasks.compute_due()

    assert marked() == [2013]


def test_a_run_that_fails_says_why_keeps_finished_years_and_the_other_marks(
    define: Define, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    define("members")
    services.mark_stale(plan=plan, years=[2012, 2013, 2014], trigger="import")
    write = scheduler.write_year

    def write_until_2013(run: Run, year: int, data: PlanData) -> object:
        if year == 2013:
            message = "disk full"
            raise OSError(message)
        return write(run, year, data)

    monkeypatch.setattr(scheduler, "write_year", write_until_2013)
    tasks.compute_due()

    run = Run.objects.get()
    assert (run.state, run.error, run.years_done) == (RunState.FAILED, "OSError: disk full", 1)
    assert marked() == [2013, 2014]
    assert set(Result.objects.values_list("year", flat=True)) == {2012}


def test_a_failed_run_is_tried_again_after_a_while(
    define: Define, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    define("members")
    now = dt.datetime.now(tz=dt.UTC)
    StaleFactory.create(plan=plan, marked_at=now - dt.timedelta(hours=1))
    RunFactory.create(plan=plan, state=RunState.FAILED, started_at=now, finished_at=now)

    periodic.sweep()
    at_once = Run.objects.count()
    with time_machine.travel(now + dt.timedelta(minutes=16)):
        periodic.sweep()

    assert at_once == 1
    assert Run.objects.filter(state=RunState.DONE).count() == 1
    assert marked() == []


def test_new_changes_do_not_wait_after_a_failure(define: Define, plan: Plan) -> None:
    define("members")
    now = dt.datetime.now(tz=dt.UTC)
    RunFactory.create(
        plan=plan, state=RunState.FAILED, started_at=now - dt.timedelta(seconds=9), finished_at=now
    )
    services.mark_stale(plan=plan, years=[2013], trigger="import")

    periodic.sweep()

    assert marked() == []


def test_a_run_at_work_that_nobody_holds_was_interrupted(define: Define, plan: Plan) -> None:
    define("members")
    interrupted = RunFactory.create(plan=plan, state=RunState.RUNNING)
    StaleFactory.create(plan=plan, year=2013)

    periodic.sweep()

    interrupted.refresh_from_db()
    assert interrupted.state == RunState.LOST
    assert Run.objects.filter(state=RunState.DONE).count() == 1
    assert marked() == []


def test_the_sweep_leaves_alone_what_somebody_works_on(define: Define, plan: Plan) -> None:
    define("members")
    working = RunFactory.create(plan=plan, state=RunState.RUNNING)
    StaleFactory.create(plan=plan, year=2013)

    with held_by_another(plan):
        periodic.sweep()

    working.refresh_from_db()
    assert working.state == RunState.RUNNING
    assert marked() == [2013]


def test_the_night_computes_everything_and_finds_no_difference(
    define: Define, plan: Plan, kenya: Member
) -> None:
    define("members")
    services.mark_stale(plan=plan, trigger="import")
    tasks.compute_due()

    periodic.recompute_all()

    run = Run.objects.order_by("-pk")[0]
    assert (run.trigger, run.state, run.years_done) == (RunTrigger.NIGHT, RunState.DONE, 6)
    assert (run.rows_changed, run.error) == (0, "")


def test_a_difference_at_night_that_nothing_explains_is_an_incident(
    define: Define, compute: Compute, plan: Plan, kenya: Member
) -> None:
    define("p_roles")
    statistic(kenya, 7)
    compute(*YEARS)
    kenya.statistics.update(value=8)

    periodic.recompute_all()

    run = Run.objects.order_by("-pk")[0]
    assert (run.state, run.rows_changed) == (RunState.DONE, 7)
    assert run.error == "2013: 7 results differed although nothing had marked the year as stale."
    assert run.has_incident


def test_a_difference_at_night_in_a_stale_year_is_none(define: Define, plan: Plan, kenya: Member) -> None:
    define("members")
    services.mark_stale(plan=plan, trigger="import")

    periodic.recompute_all()

    run = Run.objects.get()
    assert run.rows_changed == 42
    assert not run.has_incident


def test_devt_starts_a_run_of_all_years(
    define: Define,
    plan: Plan,
    devt_officer: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    define("members")
    monkeypatch.setattr(tasks.compute_due, "apply_async", lambda **_options: tasks.compute_due())

    with django_capture_on_commit_callbacks(execute=True):
        run = services.start_run(plan=plan, by=devt_officer)

    run.refresh_from_db()
    assert (run.state, run.years, run.started_by) == (RunState.DONE, YEARS, devt_officer)
    assert Run.objects.count() == 1
    assert marked() == []


def test_a_second_start_gives_the_run_that_waits(plan: Plan, devt_officer: User) -> None:
    first = services.start_run(plan=plan, by=devt_officer)

    assert services.start_run(plan=plan, by=devt_officer) == first
    assert marked() == YEARS


def test_nobody_but_devt_starts_a_run(plan: Plan, devco: User, nsb_officer: User, donor: User) -> None:
    for person in (devco, nsb_officer, donor):
        with pytest.raises(PermissionDenied, match="Only DEVT starts runs"):
            services.start_run(plan=plan, by=person)

    assert not Run.objects.exists()


@pytest.mark.parametrize("indicators", [1, 3])
def test_queries_of_a_year_do_not_grow(
    define: Define,
    plan: Plan,
    kenya: Member,
    indicators: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(indicators):
        define("p_roles", "members")
    statistic(kenya, 7)
    run = Run.objects.create(plan=plan, years=[2013], trigger=RunTrigger.IMPORT)

    with django_assert_num_queries(24):
        scheduler.execute(run)
