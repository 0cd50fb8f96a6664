"""How long results take to compute: `python -m benchmarks.results 625 2500`, each number so many reports.

Builds the reports in a scratch database, which is dropped at the end.  Times are the best
of three and are told as ratios to one plain GROUP BY over the same answers, so that
they say the same on a slow machine.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionplan.settings.development")
django.setup()

import pgtrigger
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from activities.reporting.models import Answer, Question, Report, Round, Section
from indicators.engine.evaluation import figures
from indicators.models import Indicator, IndicatorVersion, Result, Run
from indicators.runs import scheduler
from indicators.runs.store import definitions_of, read_cells
from members.enums import Scheme
from members.models import Classification, Member, Membership, Region, User
from outputs.models import Output, Plan

QUESTIONS, SPLIT_QUESTIONS, INDICATORS = 70, 14, 51
YEARS = range(2011, 2016)
BEST_OF = 3
PLAIN = """
    SELECT answer.question_id, report.round_id, count(*), sum(answer.number)
    FROM reporting_answer AS answer
    JOIN reporting_section AS section ON section.id = answer.section_id
    JOIN reporting_report AS report ON report.id = section.report_id
    WHERE report.state = 'accepted'
    GROUP BY answer.question_id, report.round_id
"""


@contextmanager
def scratch_database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_benchmark"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def build(reports: int) -> Plan:
    """A plan with a round a year, and so many accepted reports, spread evenly over the years."""
    members = add_members(reports // len(YEARS))
    plan = Plan.objects.create(code="BENCH", title="Bench", starts_on="2011-01-01", ends_on="2015-12-31")
    output = Output.objects.create(plan=plan, number=1, code="1", title="One", short_name="One")
    activity = Activity.objects.create(output=output, number=1, code="1.1", title="One")
    questions = add_questions(plan, activity)
    add_indicators(plan, output)
    for year in YEARS:
        add_round(plan, year, members, activity, questions)
    return plan


def add_members(number: int) -> list[Member]:
    """Members in five regions, with every classification that splits results."""
    regions = [Region.objects.create(name=f"Region {n}", slug=f"region-{n}") for n in range(5)]
    codes = [chr(0x100 + n // 500) + chr(0x400 + n % 500) for n in range(number)]
    members = Member.objects.bulk_create(
        Member(iso2=code, iso3=code + "X", country=code, region=regions[n % 5])
        for n, code in enumerate(codes)
    )
    Membership.objects.bulk_create(
        Membership(member=member, category=("member_body", "correspondent", "subscriber")[n % 3])
        for n, member in enumerate(members)
    )
    Classification.objects.bulk_create(
        Classification(member=member, scheme=scheme, value=value(n, scheme))
        for n, member in enumerate(members)
        for scheme in (Scheme.DEVELOPING, Scheme.LDC, Scheme.LLDC, Scheme.SIDS, Scheme.INCOME)
    )
    return members


def value(number: int, scheme: Scheme) -> str:
    if scheme == Scheme.DEVELOPING:
        return "yes"
    return f"group {number % 4}" if scheme == Scheme.INCOME else ("yes", "no")[number % 2]


def add_questions(plan: Plan, activity: Activity) -> list[Question]:
    return Question.objects.bulk_create(
        Question(
            plan=plan,
            activity=activity,
            code=f"q_{n}",
            label=f"Question {n}",
            kind="integer",
            aggregation="sum",
            split_by="sex" if n < SPLIT_QUESTIONS else "none",
            position=n,
        )
        for n in range(QUESTIONS)
    )


def add_indicators(plan: Plan, output: Output) -> None:
    """As many as the real plan has; every other one is a ratio, and all questions are used."""
    for n in range(INDICATORS):
        indicator = Indicator.objects.create(
            plan=plan, output=output, code=f"I-{n}", name=f"I {n}", level="output", direction="up", position=n
        )
        other = f"q_{(n + INDICATORS) % QUESTIONS}"
        IndicatorVersion.objects.create(
            indicator=indicator, number=1, numerator=f"q_{n}", denominator=other if n % 2 else "", scale=100
        )


def add_round(
    plan: Plan, year: int, members: list[Member], activity: Activity, questions: list[Question]
) -> None:
    officer, _created = User.objects.get_or_create(email="bench@example.org")
    dates = {"opens_on": f"{year + 1}-01-01", "due_on": f"{year + 1}-03-31", "closes_on": f"{year + 1}-06-30"}
    reporting_round = Round.objects.create(plan=plan, year=year, **dates)
    accepted = {"state": "accepted", "accepted_at": f"{year + 1}-04-01T00:00Z", "accepted_by": officer}
    reports = Report.objects.bulk_create(
        Report(round=reporting_round, member=member, **accepted) for member in members
    )
    sections = Section.objects.bulk_create(
        Section(report=report, activity=activity, version=1) for report in reports
    )
    for section in sections:
        Answer.objects.bulk_create(answers(section, questions))


def answers(section: Section, questions: list[Question]) -> Iterator[Answer]:
    for question in questions:
        yield Answer(section=section, question=question, number=7)
        if question.split_by == "sex":
            yield Answer(section=section, question=question, number=3, part="female")
            yield Answer(section=section, question=question, number=4, part="male")


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few times."""
    seconds = []
    for _time in range(BEST_OF):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def plain_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        cursor.fetchall()


def compute(plan: Plan, years: list[int]) -> None:
    """Every figure of the years, not written."""
    for year in years:
        definitions = definitions_of(plan, year)
        cells = read_cells(plan, year, definitions)
        for definition in definitions:
            figures(definition, cells, year)


def run(plan: Plan, years: list[int]) -> None:
    scheduler.execute(Run.objects.create(plan=plan, years=years, trigger="person"))


def queries(work: Callable[[], object]) -> int:
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def measure(reports: int) -> str:
    with scratch_database():
        with pgtrigger.ignore():
            plan = build(reports)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        years = list(YEARS)
        run(plan, years)
        plain = best(plain_pass)
        columns = [
            f"{reports:,}",
            f"{Answer.objects.count():,}",
            f"{Result.objects.count():,}",
            f"{plain * 1000:,.0f} ms",
            f"{best(lambda: compute(plan, years)) / plain:.1f}",
            f"{best(lambda: run(plan, years)) / plain:.1f}",
            f"{best(lambda: run(plan, years[:1])) / plain:.1f}",
            str(queries(lambda: run(plan, years[:1]))),
        ]
    return f"| {' | '.join(columns)} |"


HEADINGS = (
    "reports",
    "answers",
    "results",
    "plain pass",
    "compute / plain",
    "run / plain",
    "run of one year / plain",
    "queries of one year",
)


def main() -> None:
    sys.stdout.write(f"| {' | '.join(HEADINGS)} |\n|{'---:|' * len(HEADINGS)}\n")
    for reports in map(int, sys.argv[1:] or ["625"]):
        sys.stdout.write(f"{measure(reports)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
