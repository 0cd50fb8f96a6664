"""A worker that is killed in the middle of a run loses nothing and doubles nothing.

Real processes: Celery workers on this test's database, killed as the kernel would.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
import redis
from django.conf import settings
from django.db import connection
from psycopg2 import extensions

from indicators import services, tasks
from indicators.enums import RunState, RunTrigger
from indicators.models import IndicatorVersion, Result, Run, Stale
from indicators.periodic import sweep
from members.models import Region
from outputs.models import Plan
from tests.factories.indicators import IndicatorVersionFactory, RunFactory
from tests.factories.members import DevelopingMemberFactory
from tests.indicators.conftest import statistic
from tests.processes import kill, wait_until, worker

QUEUE = "killed-worker"
WAITING_FOR_RESULTS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%indicators_result%'
"""

# Those of the tests beside are of other databases.
LOCKS = """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

WRITE_TOTAL = """
    INSERT INTO indicators_result
        (version_id, year, split, "group", run_id, value, no_value, expected, reported, accepted, imputed,
         has_sample, does_not_add_up)
    VALUES (%(version)s, %(year)s, 'total', '', %(run)s, 1, '', 0, 0, 0, 0, false, false)
"""


def connect() -> extensions.connection:
    database = connection.settings_dict
    return psycopg2.connect(
        host=database["HOST"],
        port=database["PORT"],
        user=database["USER"],
        password=database["PASSWORD"],
        dbname=database["NAME"],
    )


@pytest.fixture
def version(transactional_db: None) -> Iterator[IndicatorVersion]:
    """An indicator over two members' statistics; no task is sent but those of the test."""
    region = Region.objects.create(name="Africa", slug="africa")
    found = IndicatorVersionFactory.create(indicator__of_purpose=True, numerator="p_roles")
    for number, member in enumerate(DevelopingMemberFactory.create_batch(2, region=region), start=1):
        statistic(member, number, year=2012)
        statistic(member, 10 * number, year=2013)
    yield found
    redis.from_url(settings.CELERY_BROKER_URL).delete(QUEUE, "unacked", "unacked_index")


@pytest.fixture
def plan(version: IndicatorVersion) -> Plan:
    plan = version.indicator.plan
    services.mark_years(plan, [2012, 2013], RunTrigger.ACCEPTANCE)
    return plan


def is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING_FOR_RESULTS)
        row = cursor.fetchone()
    return bool(row and row[0])


def nobody_works() -> bool:
    """Whether the killed worker's sessions are gone."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKS)
        row = cursor.fetchone()
    return row == (0,)


@contextmanager
def results_blocked(version: IndicatorVersion, year: int) -> Iterator[None]:
    """An open transaction that has written the year's total: whoever writes it too has to wait."""
    done = RunFactory.create(plan=version.indicator.plan, state=RunState.DONE)
    blocker = connect()
    blocker.cursor().execute(WRITE_TOTAL, {"version": version.pk, "year": year, "run": done.pk})
    yield
    blocker.close()


def test_a_killed_worker_loses_nothing_and_doubles_nothing(version: IndicatorVersion, plan: Plan) -> None:
    with results_blocked(version, 2013), worker(queue=QUEUE) as first:
        tasks.compute_due.apply_async(queue=QUEUE)
        wait_until(is_somebody_waiting, "the run has done 2012 and is writing 2013")
        kill(first)
    wait_until(nobody_works, "the killed worker's session has ended")

    interrupted = Run.objects.get(trigger=RunTrigger.ACCEPTANCE)
    assert (interrupted.state, interrupted.years_done) == (RunState.RUNNING, 1)
    assert set(Result.objects.values_list("year", "run")) == {(2012, interrupted.pk)}
    assert list(Stale.objects.values_list("year", flat=True)) == [2013]

    with worker(queue=QUEUE):
        sweep.apply_async(queue=QUEUE)
        wait_until(lambda: not Stale.objects.exists(), "the second worker has computed what was stale")
        wait_until(lambda: not Run.objects.active().exists(), "the second run has ended")

    interrupted.refresh_from_db()
    assert interrupted.state == RunState.LOST
    second = Run.objects.get(trigger=RunTrigger.ACCEPTANCE, state=RunState.DONE)
    assert (second.years, second.years_done, second.rows_changed) == ([2013], 1, 7)
    totals = Result.objects.filter(split="total").order_by("year")
    assert list(totals.values_list("year", "value", "run")) == [
        (2012, 3, interrupted.pk),
        (2013, 30, second.pk),
    ]
    assert Result.objects.count() == 14
