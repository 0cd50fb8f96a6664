"""Invented data of any size: a plan with rounds, members, and accepted reports full of numbers."""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db import connection

from activities.models import Activity
from activities.reporting.models import Question, Report, Round, Section
from indicators.models import Indicator, IndicatorVersion
from members.committees.models import Committee
from members.enums import Category, Scheme
from members.models import Classification, Member, Membership, Region, Role, User
from members.participation.models import Position
from outputs.models import Output, Plan

MEMBERS_OF_A_COMMITTEE = 30
QUESTIONS, SPLIT_QUESTIONS, INDICATORS = 30, 6, 51
YEARS = range(2011, 2016)
FACTS_OF_A_MEMBER = QUESTIONS * len(YEARS)

# A number for each question of each section, and its parts where the question is split.
ANSWERS = """
    INSERT INTO reporting_answer (section_id, question_id, part, number, text, absence, reason)
    SELECT section.id, question.id, part.part, mod(section.id * 7 + question.id, 50) + part.more, '', '', ''
    FROM reporting_section AS section
    CROSS JOIN reporting_question AS question
    JOIN (VALUES ('', 50), ('female', 0), ('male', 50)) AS part (part, more)
        ON part.part = '' OR question.split_by = 'sex'
"""

REFERENCES = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f'
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


@pgtrigger.ignore()
def build(facts: int) -> Plan:
    """A plan with a round a year, in which every member's report is accepted."""
    members = add_members(facts // FACTS_OF_A_MEMBER)
    plan = Plan.objects.create(code="BENCH", title="Bench", starts_on="2011-01-01", ends_on="2015-12-31")
    output = Output.objects.create(plan=plan, number=1, code="1", title="One", short_name="One")
    activity = Activity.objects.create(output=output, number=1, code="1.1", title="One")
    add_questions(plan, activity)
    add_indicators(plan, output)
    officer = User.objects.create(email="bench@example.org", name="Bench")
    Role.objects.create(user=officer, name="devt_officer")
    for year in YEARS:
        add_round(plan, year, members, activity, officer)
    with unchecked("reporting_answer"), connection.cursor() as cursor:
        cursor.execute(ANSWERS)
    return plan


@contextmanager
def unchecked(table: str) -> Iterator[None]:
    """Rows that are made are right: references are checked once, at the end, and no history is written."""
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [table])
        references = cursor.fetchall()
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name, _definition in references:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for name, definition in references:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pgtrigger.ignore()
def add_positions(number: int) -> None:
    """So many lines of one year's list, over as many committees as are needed."""
    members = list(Member.objects.order_by("pk")[:MEMBERS_OF_A_COMMITTEE])
    first = Committee.objects.count()
    committees = Committee.objects.bulk_create(
        Committee(reference=f"ISO/TC {n}", kind="TC", title=f"Committee {n}", number=n)
        for n in range(first + 1, first + 1 + number // len(members))
    )
    Position.objects.bulk_create(
        Position(
            code=f"PC-{committee.number}-{n}",
            list_year=2015,
            committee=committee,
            member=member,
            role="p_member",
        )
        for committee in committees
        for n, member in enumerate(members)
    )


def tidy() -> None:
    """As the database does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def add_members(number: int) -> list[Member]:
    """Members in five regions, with every classification that splits results."""
    regions = [
        Region.objects.create(name=f"Region {n}", slug=f"region-{n}", level="region") for n in range(5)
    ]
    codes = [chr(0x100 + n // 500) + chr(0x400 + n % 500) for n in range(number)]
    members = Member.objects.bulk_create(
        Member(iso2=code, iso3=code + "X", country=code, region=regions[n % 5])
        for n, code in enumerate(codes)
    )
    categories = list(Category)
    Membership.objects.bulk_create(
        Membership(member=member, category=categories[n % 3]) for n, member in enumerate(members)
    )
    Classification.objects.bulk_create(
        Classification(member=member, scheme=scheme, value=value(n, scheme))
        for n, member in enumerate(members)
        for scheme in (Scheme.DEVELOPING, Scheme.LDC, Scheme.LLDC, Scheme.SIDS, Scheme.INCOME)
    )
    return members


def value(number: int, scheme: Scheme) -> str:
    """Of as many combinations as there are in reality, about a hundred."""
    if scheme == Scheme.DEVELOPING:
        return "yes"
    if scheme == Scheme.INCOME:
        return f"group {number // 3 % 4}"
    place = (Scheme.LDC, Scheme.LLDC, Scheme.SIDS).index(Scheme(scheme))
    return "yes" if number // 7 % 8 >> place & 1 else "no"


def add_questions(plan: Plan, activity: Activity) -> None:
    Question.objects.bulk_create(
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
        own, other = f"q_{n % QUESTIONS}", f"q_{(n + 7) % QUESTIONS}"
        IndicatorVersion.objects.create(
            indicator=indicator, number=1, numerator=own, denominator=other if n % 2 else "", scale=100
        )


def add_round(plan: Plan, year: int, members: list[Member], activity: Activity, officer: User) -> None:
    dates = {"opens_on": f"{year + 1}-01-01", "due_on": f"{year + 1}-03-31", "closes_on": f"{year + 1}-06-30"}
    moments = {"opened_at": f"{year + 1}-01-01T00:00Z", "closed_at": f"{year + 1}-07-01T00:00Z"}
    reporting_round = Round.objects.create(plan=plan, year=year, **dates, **moments)
    accepted = {"state": "accepted", "accepted_at": f"{year + 1}-04-01T00:00Z", "accepted_by": officer}
    reports = Report.objects.bulk_create(
        Report(round=reporting_round, member=member, **accepted) for member in members
    )
    Section.objects.bulk_create(Section(report=report, activity=activity, version=1) for report in reports)
