"""How long figures and pages take: `make bench`, or `python -m benchmarks.results 18000 180000`.

Each number is so many facts, built in a scratch database of a PostgreSQL of its own.  Times are medians of
five, all on that one machine in one run, and told as ratios, too, so that they say the same on another.
"""

import logging
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from benchmarks import services

services.start()

import django

django.setup()

import pgtrigger
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.reporting.models import Report, Round
from benchmarks.data import YEARS, add_positions, build, scratch_database, tidy
from indicators import services as indicator_services
from indicators.engine import sql
from indicators.engine.aggregation import Reading
from indicators.enums import RunTrigger
from indicators.models import Indicator, MemberValue, Result, Run
from indicators.runs import scheduler
from kernel.measures import FACTS, MEASURES, Rows, facts_under
from members.models import User
from members.participation.models import Position
from members.participation.register import POSITIONS
from outputs.models import Plan

SIZES = (18_000, 180_000, 1_800_000)
REAL = 18_000
"""What a plan of five years has in reality."""
TIMES = 5
KEPT = Path(__file__).with_name("results.md")


def median(work: Callable[[], object]) -> float:
    """Seconds, of which the first try is no part."""
    work()
    seconds = []
    for _time in range(TIMES):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def read(rows: Rows) -> None:
    with sql.reading():
        sql.run(rows)


def plain(reading: Reading, where: str) -> Rows:
    """The plainest pass over the same facts."""
    facts = facts_under(reading.plan, reading.years, reading.measures)
    return Rows(
        f"SELECT measure, year, count(*), sum(value) FROM ({facts.sql}) AS fact ({', '.join(FACTS)})"  # noqa: S608
        f" WHERE {where} GROUP BY measure, year",
        facts.parameters,
    )


def reading_of(plan: Plan) -> Reading:
    measures = [m for m in MEASURES.catalogue(plan).values() if m.source.is_reported]
    return Reading(plan, tuple((year, year) for year in YEARS), tuple(measures), {})


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def told(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def reads(plan: Plan, facts: int) -> Iterator[str]:
    reading = reading_of(plan)
    by_record = [measure for measure in reading.measures if measure.dimensions]
    pass_ = median(lambda: read(plain(reading, "is_whole")))
    rolled_up = median(lambda: read(reading.rolled_up()))
    own = Reading(plan, reading.spans, tuple(by_record), {})
    parts = median(lambda: read(plain(own, "NOT is_whole")))
    divided = median(lambda: read(own.by_category(by_record)))
    yield line(
        f"{facts:,}",
        told(pass_),
        told(rolled_up),
        f"{rolled_up / pass_:.1f}",
        told(parts),
        told(divided),
        f"{divided / parts:.1f}",
        f"{(rolled_up + divided) / pass_:.1f}",
    )


def run(plan: Plan, years: list[int]) -> Run:
    found = Run.objects.create(plan=plan, years=years, trigger="person")
    scheduler.execute(found)
    return found


@pgtrigger.ignore()
def acceptances(plan: Plan) -> Callable[[], None]:
    """Take reports of the last year back; each call accepts another one, and computes what follows."""
    reports = Report.objects.filter(round__plan=plan, round__year=YEARS[-1])
    waiting = list(reports.order_by("member").values_list("pk", flat=True))[3::7][: TIMES + 1]
    accepted = reports.values("accepted_at", "accepted_by").first()
    reports.filter(pk__in=waiting).update(state="submitted", accepted_at=None, accepted_by=None)
    run(plan, list(YEARS))
    return lambda: accept(plan, waiting.pop(), accepted)


def accept(plan: Plan, report: int, accepted: Any) -> None:
    Report.objects.filter(pk=report).update(state="accepted", **accepted)
    indicator_services.mark_years(plan, [YEARS[-1]], RunTrigger.ACCEPTANCE)
    scheduler.compute_due(plan.pk)


def runs(plan: Plan) -> Iterator[str]:
    full = median(lambda: run(plan, list(YEARS)))
    one = median(acceptances(plan))
    results, values = Result.objects.count(), MemberValue.objects.count()
    yield line(f"{results:,} results and {values:,} values of members, five years", told(full), "")
    yield line(
        "one accepted report, from the start of its task", told(one), f"{one / full:.2f} of the full run"
    )
    before = memory()
    for _time in range(10):
        run(plan, list(YEARS))
    yield line(
        "memory of the process after ten more runs",
        f"{memory():.0f} MB",
        f"{memory() / before:.2f} of before",
    )


def memory() -> float:
    """The most that was ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pages(plan: Plan) -> Iterator[str]:
    client = Client()
    sign_in = median(lambda: client.get(reverse("account_login")))
    yield line("sign-in", told(sign_in), "1.0", "")
    client.force_login(User.objects.get(email="bench@example.org"))
    report = Report.objects.filter(round__plan=plan)[0]
    addresses = {
        "dashboard": reverse("dashboard:dashboard", args=[plan.code, YEARS[-1]]),
        "indicator": Indicator.objects.filter(plan=plan)[0].get_absolute_url(),
        "round": Round.objects.filter(plan=plan)[0].get_absolute_url(),
        "step": reverse("reporting:step", args=[report.pk, 1]),
    }
    for name, address in addresses.items():
        yield page(client, name, address, sign_in)
    positions = reverse(f"{POSITIONS.name}:list")
    for records in (300, 30_000):
        add_positions(records - Position.objects.count())
        tidy()
        yield page(client, f"positions, the first of {records:,}", positions, sign_in)


def page(client: Client, name: str, address: str, sign_in: float) -> str:
    with CaptureQueriesContext(connection) as queries:
        status = client.get(address, follow=True).status_code
    statements = len(queries)
    seconds = median(partial(client.get, address, follow=True))
    told_name = name if status == HTTPStatus.OK else f"{name} ({status})"
    return line(told_name, told(seconds), f"{seconds / sign_in:.1f}", str(statements))


def table(*headings: str) -> Iterator[str]:
    yield ""
    yield line(*headings)
    yield line(*("---" for _heading in headings))


def report(sizes: list[int]) -> Iterator[str]:
    load = ", ".join(f"{minutes:.1f}" for minutes in os.getloadavg())
    yield (
        f"Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}, medians of {TIMES},"
        f" {os.cpu_count()} cores under a load of {load} (1, 5, 15 minutes) at the start."
    )
    at_real_size: list[str] = []
    yield from table(
        *("facts", "plain pass", "total and splits by member", "ratio"),
        *("plain pass over parts", "by dimension of records", "ratio", "both to plain pass"),
    )
    for facts in sizes:
        with scratch_database():
            plan = build(facts)
            tidy()
            yield from reads(plan, facts)
            if facts == REAL:
                at_real_size = [
                    *table(f"at {REAL:,} facts", "time", ""),
                    *runs(plan),
                    *table("page", "time", "times the sign-in page", "statements"),
                    *pages(plan),
                ]
    yield from at_real_size


def main() -> None:
    logging.disable(logging.INFO)
    lines = []
    for text in report(list(map(int, sys.argv[1:])) or list(SIZES)):
        lines.append(text)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    KEPT.write_text("\n".join(["# The last figures of `make bench`", "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
