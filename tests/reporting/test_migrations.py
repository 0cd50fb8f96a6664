"""Reports of before are brought to today's tables, in a database of their own that begins empty."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.apps.registry import Apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg2 import sql
from pytest_django import DjangoDbBlocker

from activities.reporting.content import SectionData
from tests.processes import address_of_database

BEFORE = [
    ("reporting", "0002_closed_rounds"),
    ("activities", "0002_initial"),
    ("outputs", "0001_initial"),
    ("members", "0001_initial"),
]
NOON = dt.datetime(2014, 3, 19, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)
OLD, NEW = "1.2", "1.2a"
SILENT = "1.3"
"""Nothing was said of it but in a remark."""
DELETED = "1.9"


@pytest.fixture
def empty_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's connection leads to a new database, and afterwards back to the one of all tests."""
    kept = connection.settings_dict["NAME"]
    name = f"{kept}_of_before"
    server = psycopg2.connect(address_of_database())
    server.autocommit = True
    with server.cursor() as cursor, django_db_blocker.unblock():
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
        connection.close()
        connection.settings_dict["NAME"] = kept
        ContentType.objects.clear_cache()
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    server.close()


def migrated(targets: list[tuple[str, str]] | None = None) -> Apps:
    """The models as they are after the migrations named, or after the newest of all."""
    executor = MigrationExecutor(connection)
    goal = targets or executor.loader.graph.leaf_nodes()
    executor.migrate(goal)
    return MigrationExecutor(connection).loader.project_state(goal).apps


def add_report(of: Any) -> Any:
    """A report whose round has a section of activity "1.2" and none of the others."""
    plan = of("outputs", "Plan").create(
        code="APDC", starts_on=dt.date(2011, 1, 1), ends_on=dt.date(2015, 12, 31)
    )
    output = of("outputs", "Output").create(plan=plan, number=1, code="1", title="Participation")
    activities = of("activities", "Activity")
    first = activities.create(output=output, number=2, code=OLD, title="Twinning")
    activities.create(output=output, number=3, code=SILENT, title="Courses")
    activities.create(output=output, number=9, code=DELETED, title="Dropped")
    region = of("members", "Region").create(name="Africa", slug="africa")
    member = of("members", "Member").create(iso2="KE", iso3="KEN", country="Kenya", region=region)
    round_ = of("reporting", "Round").create(
        plan=plan, year=2013, opens_on=NOON.date(), due_on=NOON.date(), closes_on=NOON.date()
    )
    report = of("reporting", "Report").create(round=round_, member=member, state="draft")
    of("reporting", "Section").create(
        report=report, activity=first, key=OLD, rating="on_track", done="We met.", version=2, saved_at=NOON
    )
    return report


def change_activities(of: Any, report: Any) -> None:
    """Two were renamed in the round, so that the next save made a second section; one was deleted."""
    activities = of("activities", "Activity")
    activities.filter(code=OLD).update(code=NEW)
    activities.filter(code=SILENT).update(code=f"{SILENT}a")
    activities.get(code=DELETED).delete()
    of("reporting", "Section").create(
        report=report, activity=activities.get(code=NEW), key=NEW, changed="More.", version=1, saved_at=LATER
    )


def add_answers(of: Any, report: Any) -> None:
    """The earlier section answers two questions, the later one of them otherwise."""
    earlier, later = (of("reporting", "Section").get(report=report, key=key) for key in (OLD, NEW))
    plan = report.round.plan
    questions = [
        of("reporting", "Question").create(plan=plan, activity=later.activity, code=code, kind="integer")
        for code in ("trained", "placed")
    ]
    answers = of("reporting", "Answer")
    answers.create(section=earlier, question=questions[0], number=4)
    answers.create(section=earlier, question=questions[1], number=5)
    answers.create(section=later, question=questions[0], number=6)


def test_reports_of_before_survive_the_upgrade(empty_database: None) -> None:
    before = migrated(BEFORE)

    def of(app: str, model: str) -> Any:
        return before.get_model(app, model).objects

    report = add_report(of)
    change_activities(of, report)
    add_answers(of, report)
    devt = of("members", "User").create(email="devt@example.org", name="The devt")
    for place in (OLD, NEW, SILENT, DELETED, "never", "way_forward"):
        of("reporting", "Remark").create(
            report=report, section_key=place, text=f"Of {place}", written_by=devt
        )
    signed = {"report": report, "content": {"sections": []}, "submitted_by": devt}
    versions = of("reporting", "Version")
    versions.create(**signed, number=1, receipt="1", sha256="1", submitted_at=NOON)
    moves = of("reporting", "Transition")
    moves.create(report=report, source="submitted", target="draft", at=LATER, by=devt)
    versions.create(**signed, number=2, receipt="2", sha256="2", submitted_at=LATER + dt.timedelta(hours=1))

    of("reporting", "Extension").create(
        round=report.round, member=report.member, due_on=LATER.date(), reason="Line.", granted_by=devt
    )
    moves.create(report=report, source="draft", target="exempt", at=LATER, by=devt, reason="War.")
    moves.create(report=report, source="exempt", target="draft", at=LATER, by=devt)

    now = migrated()

    activity, silent = now.get_model("activities", "Activity").objects.order_by("number")
    [section] = now.get_model("reporting", "Section").objects.all()
    assert (section.activity_id, section.step) == (activity.pk, "")
    assert (section.rating, section.done, section.changed) == ("on_track", "We met.", "More.")
    assert (section.version, section.saved_at) == (3, LATER)
    answers = now.get_model("reporting", "Answer").objects.filter(section=section)
    assert dict(answers.values_list("question__code", "number")) == {"trained": 6, "placed": 5}
    remarks = now.get_model("reporting", "Remark").objects.order_by("pk")
    of_activities = [
        (f"Of {OLD}", activity.pk, ""),
        (f"Of {NEW}", activity.pk, ""),
        (f"Of {SILENT}", silent.pk, ""),
        (f"Of {DELETED}", None, "details"),
    ]
    assert list(remarks.values_list("text", "activity_id", "step")) == [
        *of_activities,
        ("Of never", None, "details"),
        ("Of way_forward", None, "way_forward"),
    ]
    history = now.get_model("reporting", "RemarkEvent").objects.order_by("pgh_id")[:4]
    assert [(one.text, one.activity_id, one.step) for one in history] == of_activities
    kept = now.get_model("reporting", "Version").objects.order_by("number")
    assert list(kept.values_list("withdrawn_at", "withdrawn_by_id")) == [(LATER, devt.pk), (None, None)]
    keys = {OLD: activity.pk, NEW: activity.pk}
    assert list(kept.values_list("activities", flat=True)) == [keys, keys]
    acts = now.get_model("reporting", "RoundAct").objects.order_by("pk")
    assert list(acts.values_list("action", "by", "reason", "details")) == [
        ("extended", devt.pk, "Line.", {"members": ["KE"], "due_on": "2014-03-19"}),
        ("exempted", devt.pk, "War.", {"members": ["KE"]}),
        ("exemption_ended", devt.pk, "", {"members": ["KE"]}),
    ]


def test_why_it_was_not_relevant_is_moved_to_its_own_field(empty_database: None) -> None:
    before = migrated([("reporting", "0005_acts_of_members")])

    def of(app: str, model: str) -> Any:
        return before.get_model(app, model).objects

    plan = of("outputs", "Plan").create(
        code="APDC", starts_on=dt.date(2011, 1, 1), ends_on=dt.date(2015, 12, 31)
    )
    output = of("outputs", "Output").create(plan=plan, number=1, code="1", title="Participation")
    region = of("members", "Region").create(name="Africa", slug="africa")
    member = of("members", "Member").create(iso2="KE", iso3="KEN", country="Kenya", region=region)
    days = {"opens_on": NOON.date(), "due_on": NOON.date(), "closes_on": NOON.date()}
    round_ = of("reporting", "Round").create(plan=plan, year=2013, **days)
    report = of("reporting", "Report").create(round=round_, member=member, state="draft")
    person = of("members", "User").create(email="kenya@example.org", name="An editor")
    for number, rating in enumerate(("not_relevant", "delayed"), start=1):
        activity = of("activities", "Activity").create(
            output=output, number=number, code=f"1.{number}", title="Twinning"
        )
        section = of("reporting", "Section").create(
            report=report, activity=activity, rating=rating, done="Words.", changed="More."
        )
        of("reporting", "SetAside").create(
            section=section,
            content={"rating": rating, "done": "Others.", "changed": "", "target_groups": [], "answers": []},
            entered_at=NOON,
            entered_by=person,
        )

    now = migrated()

    sections = now.get_model("reporting", "Section").objects.order_by("activity__number")
    assert list(sections.values_list("why_not_relevant", "done", "changed")) == [
        ("Words.", "", "More."),
        ("", "Words.", "More."),
    ]
    asides = [
        SectionData.from_json(content)
        for content in now.get_model("reporting", "SetAside")
        .objects.order_by("section__activity__number")
        .values_list("content", flat=True)
    ]
    assert [(aside.why_not_relevant, aside.done) for aside in asides] == [("Others.", ""), ("", "Others.")]
    history = now.get_model("reporting", "SectionEvent").objects.order_by("pgh_id")
    assert list(history.values_list("pgh_label", "why_not_relevant", "done")) == [
        ("insert", "", "Words."),
        ("insert", "", "Words."),
        ("update", "Words.", ""),
    ]
