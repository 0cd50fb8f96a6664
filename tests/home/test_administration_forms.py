"""The forms of the administration, with real data: opened and saved unchanged, nothing differs."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.loading.plan import load_plan
from activities.models import Activity
from activities.privacy.models import Retention
from activities.reporting.loading.questions import load_questions
from activities.reporting.models import Question
from activities.sponsorships.models import Scheme
from indicators.loading.indicators import load_indicators
from indicators.loading.targets import load_targets
from indicators.models import Indicator
from kernel.admin_groups import OTHER
from members.committees.models import Committee, CommitteeYear, Statistic
from members.models import Member, User
from outputs.models import Plan
from tests.factories.members import (
    DevelopingMemberFactory,
    MemberNameFactory,
    OrganisationFactory,
    RoleFactory,
)
from tests.factories.reporting import (
    AnswerFactory,
    QuestionFactory,
    ReportFactory,
    RoundFactory,
    SectionFactory,
)
from tests.html_forms import sent_untouched
from tests.loading.conftest import DATA
from tests.once import loaded_once

AT_MOST = 4
"""Rows of a model that are tried, from the first to the last."""

AWKWARD = "\nText, with a line of its own \nand\n\n  blanks at its end  "
CHOICES = [{"value": "all", "label": "All, in use"}, {"value": "none", "label": "None"}]
UNWATCHED = {Session}


@pytest.fixture(scope="module")
def real_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    def load() -> None:
        load_plan(plan=DATA / "plan-2011-2015.yaml")
        load_questions(questions=DATA / "questions.yaml")
        load_indicators(indicators=DATA / "indicators.yaml")
        load_targets(targets=DATA / "targets-sample.yaml")
        add_members()
        add_reports(Plan.objects.get())
        Scheme.objects.create(plan=Plan.objects.get())
        Retention.objects.create()

    with loaded_once(django_db_blocker, load):
        yield


def add_members() -> None:
    member = DevelopingMemberFactory.create()
    MemberNameFactory.create(member=member, source=AWKWARD)
    OrganisationFactory.create().members.add(member)
    committee = Committee.objects.create(reference="ISO/TC 34", kind="TC", number=34, title="Food")
    CommitteeYear.objects.create(committee=committee, year=2022, secretariat=member, p_members=3)
    Statistic.objects.create(member=member, series="p_roles", year=2011, value="3.50", imputed_share="0.250")


def add_reports(plan: Plan) -> None:
    """And texts and lists as nobody would type them into a form."""
    topics = ["transparent, inclusive and robust processes", "one, two"]
    Plan.objects.update(purpose=AWKWARD, added_value_topics=topics)
    Indicator.objects.update(caveat=AWKWARD)
    activity = Activity.objects.earliest("pk")
    member = Member.objects.get()
    RoundFactory.create(plan=plan, year=2014, unopened=True)
    report = ReportFactory.create(round=RoundFactory.create(plan=plan, year=2013), member=member, draft=True)
    section = SectionFactory.create(report=report, activity=activity)
    chosen = QuestionFactory.create(
        activity=activity, kind="choice", choices=CHOICES, unit="", minimum="0.5000", hint=AWKWARD
    )
    AnswerFactory.create(section=section, question=chosen, number=None, text="all")


@pytest.fixture
def administrator(real_data: None, db: None) -> User:
    return RoleFactory.create(devt_administrator=True).user


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def edited(administrator: User) -> list[type[Model]]:
    """Every model that is registered and that DEVT's administrators may change."""
    request = RequestFactory().get("/admin/")
    request.user = administrator
    found = [model for model, one in admin.site._registry.items() if one.has_change_permission(request)]
    return [model for model in found if admin.site._registry[model].has_module_permission(request)]


def rows_of(model: type[Model]) -> list[Model]:
    rows = list(model._default_manager.order_by("pk"))
    assert rows, f"Add a {model._meta.label} to the data of this test."
    step = max(1, len(rows) // (AT_MOST - 1))
    return list(dict.fromkeys([*rows[::step][: AT_MOST - 1], rows[-1]]))


def database() -> dict[str, list[str]]:
    """Every row of every model, history included."""
    tables = set(connection.introspection.table_names())
    return {
        model._meta.label: sorted(str(row) for row in model._base_manager.values())
        for model in apps.get_models(include_auto_created=True)
        if model not in UNWATCHED and model._meta.db_table in tables
    }


def address(row: Model, action: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{action}", args=[row.pk])


def opened(desk: Client, row: Model) -> dict[str, list[str]]:
    page = desk.get(address(row)).content.decode()
    return sent_untouched(page, f"{row._meta.model_name}_form")


def test_saving_what_was_not_changed_changes_nothing(desk: Client, administrator: User) -> None:
    models = edited(administrator)
    differing: dict[str, Any] = {}
    after = database()
    for row in (row for model in models for row in rows_of(model)):
        before = after

        answer = desk.post(address(row), opened(desk, row) | {"_save": ["Save"]})

        after = database()
        changed = {
            label: set(after[label]) ^ set(before[label]) for label in before if before[label] != after[label]
        }
        if answer.status_code != 302 or changed:
            errors = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', answer.content.decode(), re.DOTALL)
            differing[str(address(row))] = answer.status_code, changed, errors
    assert len(models) >= 15
    assert differing == {}


def test_every_model_stands_under_what_people_do(desk: Client, administrator: User) -> None:
    groups = desk.get("/admin/").context["app_list"]

    listed = [entry["model"] for group in groups for entry in group["models"]]
    assert len(listed) == len(set(listed)) > 30
    assert set(edited(administrator)) <= set(listed)
    assert OTHER.title not in [group["name"] for group in groups]
    assert [str(group["name"]) for group in groups] == [
        "Write the plan",
        "Ask members",
        "Read reports",
        "Measure",
        "Registers",
        "Keep members and statistics",
        "Look after people and their access",
        "E-mail",
    ]


def test_a_delete_button_is_there_exactly_where_deleting_would_succeed(
    desk: Client, administrator: User
) -> None:
    for row in (row for model in edited(administrator) for row in rows_of(model)):
        page = desk.get(address(row)).content.decode()

        answer = (
            desk.post(address(row, "delete"), {"post": "yes"}) if address(row, "delete") in page else None
        )

        if answer is None:
            assert 'id="why-kept"' in page, row
        else:
            assert answer.status_code == 302, row
            assert not type(row)._default_manager.filter(pk=row.pk).exists()


def test_what_builds_on_a_record_is_said_in_place_of_the_button(desk: Client) -> None:
    page = desk.get(address(Question.objects.get(kind="choice", choices=CHOICES))).content.decode()

    assert "It cannot be deleted, since other records build on it: 1 answer." in page


def test_lists_are_edited_one_entry_a_line(desk: Client) -> None:
    plan = Plan.objects.get()
    form = opened(desk, plan)
    assert form["added_value_topics"] == ["transparent, inclusive and robust processes\r\none, two"]
    topics = ["three, four", "five"]

    desk.post(address(plan), form | {"added_value_topics": [" three, four \r\n\r\nfive"]})

    assert Plan.objects.get().added_value_topics == topics


def test_choices_are_edited_in_rows(desk: Client) -> None:
    question = Question.objects.get(kind="choice", choices=CHOICES)
    form = opened(desk, question)
    assert form["choices-value"] == ["all", "none", "", "", ""]

    desk.post(
        address(question),
        form | {"choices-value": ["all", "some", "", "", ""], "choices-label": ["All", "Some", "", "", ""]},
    )

    question.refresh_from_db()
    assert question.choices == [{"value": "all", "label": "All"}, {"value": "some", "label": "Some"}]


@pytest.mark.parametrize(
    ("codes", "labels", "words"),
    [
        (["none"], ["None"], "Members have answered “all”: keep these codes"),
        (["all", "x"], ["All", ""], "Each answer needs its code and its label."),
        (["all", "A-1"], ["All", "A"], "“A-1”: a code is of small letters"),
        (["all", "all"], ["All", "A"], "Two answers have the same code"),
        ([], [], "Choices go with the kind “one of several”, and only with it."),
    ],
)
def test_choices_that_would_lose_answers_are_refused(
    desk: Client, codes: list[str], labels: list[str], words: str
) -> None:
    question = Question.objects.get(kind="choice", choices=CHOICES)
    form = opened(desk, question) | {"choices-value": codes or [""], "choices-label": labels or [""]}

    page = desk.post(address(question), form).content.decode()

    assert words in page
    question.refresh_from_db()
    assert question.choices == CHOICES


@pytest.mark.parametrize(
    ("typed", "kept"), [("97.5", "97.50"), ("97,5", "97.50"), ("1 00", "100.00"), (" 96 ", "96.00")]
)
def test_numbers_are_shown_and_read_as_people_write_them(desk: Client, typed: str, kept: str) -> None:
    indicator = Indicator.objects.earliest("pk")
    form = opened(desk, indicator)
    assert form["on_track_from"] == ["95"]

    desk.post(address(indicator), form | {"on_track_from": [typed]})

    assert str(Indicator.objects.get(pk=indicator.pk).on_track_from) == kept


@pytest.mark.parametrize("typed", ["1,234", "many", "3.2014", "1e5", "1E5"])
def test_a_number_that_could_be_two_is_refused(desk: Client, typed: str) -> None:
    indicator = Indicator.objects.earliest("pk")

    answer = desk.post(address(indicator), opened(desk, indicator) | {"at_risk_from": [typed]})

    assert answer.status_code == 200
    assert Indicator.objects.get(pk=indicator.pk).at_risk_from == indicator.at_risk_from


@pytest.mark.parametrize("typed", ["2 March 2011", "02 Mar 2011", "2011-03-02", "March 2, 2011", "2.3.2011"])
def test_dates_are_shown_and_read_as_people_write_them(desk: Client, typed: str) -> None:
    plan = Plan.objects.get()
    form = opened(desk, plan)
    assert form["starts_on"] == ["1 January 2011"]

    desk.post(address(plan), form | {"starts_on": [typed]})

    assert Plan.objects.get().starts_on == dt.date(2011, 3, 2)


@pytest.mark.parametrize("typed", ["31 December 9999", "0001-01-01"])
def test_a_day_of_no_year_that_anybody_means_is_refused(desk: Client, typed: str) -> None:
    plan = Plan.objects.get()

    page = desk.post(address(plan), opened(desk, plan) | {"starts_on": [typed]})

    assert "is not a day of the years 1900 to 2200." in page.content.decode()
    assert Plan.objects.get().starts_on == plan.starts_on


def test_measures_stand_beside_the_formula(desk: Client) -> None:
    page = desk.get(address(Indicator.objects.earliest("pk"))).content.decode()

    assert page.count("<code data-measure=") > 60
    assert '<code data-measure="p_roles">p_roles</code>' in page
    assert "P-memberships of developing members, secretariats included" in page
    assert '<script src="/static/js/measures.js"' in page
