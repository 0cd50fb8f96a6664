"""The administration: questions and rounds can be edited, what members wrote cannot."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.forms.models import modelform_factory
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from activities.reporting.admin_forms import QuestionForm
from activities.reporting.models import Question, Report, Round
from activities.reporting.services import workflow
from kernel.joints import DATA_CHANGED
from members.models import User
from tests.factories.reporting import AnswerFactory, QuestionFactory, SectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_19")]

READ_ONLY = [
    *("report", "section", "answer", "evidence", "version", "transition", "return", "remark"),
    *("extension", "conflictcopy", "roundact"),
]


def address(model: str, page: str = "changelist", *more: object) -> str:
    return reverse(f"admin:reporting_{model}_{page}", args=more)


def test_every_model_is_there() -> None:
    tables = {
        model
        for model in apps.get_app_config("reporting").get_models()
        if "Event" not in model.__name__ and model._meta.managed
    }
    through = {model for model in tables if model._meta.auto_created}

    assert tables - through - set(admin.site._registry) == set()


@pytest.mark.parametrize("model", [*READ_ONLY, "round", "question"])
def test_lists_open_and_search(client: Client, report: Report, devt_officer: User, model: str) -> None:
    client.force_login(devt_officer)

    assert client.get(address(model), {"q": "kenya"}).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_no_way_round_the_workflow(
    client: Client, report: Report, devt_administrator: User, model: str
) -> None:
    client.force_login(devt_administrator)

    assert client.get(address(model, "add")).status_code == 403


def test_report_is_read_but_not_changed_or_deleted(
    client: Client, report: Report, nsb_officer: User, devt_administrator: User
) -> None:
    workflow.submit(report=report, by=nsb_officer)
    client.force_login(devt_administrator)

    page = client.get(address("report", "change", report.pk))
    changed = client.post(address("report", "change", report.pk), {"state": "accepted", "is_nil": "on"})
    deleted = client.post(address("report", "delete", report.pk), {"post": "yes"})

    assert "APDC-2011-2015/2013/KE/1" in page.content.decode()
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Report.objects.get(pk=report.pk).is_submitted


@pytest.mark.parametrize("person", ["nsb_officer", "devco", "donor"])
def test_others_stay_outside(
    client: Client, report: Report, person: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))

    assert client.get(address("report")).status_code in (302, 403)


class TestQuestions:
    @pytest.fixture
    def question(self, report: Report) -> Question:
        section = SectionFactory.create(report=report)
        return QuestionFactory.create(activity=section.activity, code="experts", label="Experts")

    def form(self, question: Question, **changes: Any) -> dict[str, Any]:
        return {
            "plan": question.plan_id,
            "activity": question.activity_id,
            "step": "",
            "code": question.code,
            "label": question.label,
            "hint": "",
            "position": 1,
            "kind": question.kind,
            "unit": question.unit,
            "choices": "[]",
            "aggregation": "sum",
            "split_by": "none",
            "serves": "",
            **changes,
        }

    def test_wording_can_be_changed_and_figures_follow(
        self, client: Client, question: Question, devt_officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[dict[str, Any]] = []
        monkeypatch.setattr(DATA_CHANGED, "takers", [lambda change: calls.append(vars(change))])
        client.force_login(devt_officer)

        client.post(address("question", "change", question.pk), self.form(question, label="Experts sent"))

        question.refresh_from_db()
        assert question.label == "Experts sent"
        assert calls == [{"plan": question.plan, "years": None, "cause": "import"}]

    def test_what_it_is_stays_once_it_was_answered(
        self, client: Client, question: Question, devt_officer: User
    ) -> None:
        AnswerFactory.create(section=question.activity.sections.get(), question=question)
        client.force_login(devt_officer)

        client.post(
            address("question", "change", question.pk),
            self.form(question, kind="text", code="other", label="Experts sent"),
        )

        question.refresh_from_db()
        assert (question.kind, question.code, question.label) == ("integer", "experts", "Experts sent")

    def test_bounds_out_of_order_are_refused(
        self, client: Client, question: Question, devt_officer: User
    ) -> None:
        client.force_login(devt_officer)

        page = client.post(
            address("question", "change", question.pk), self.form(question, minimum="5", maximum="1")
        )

        assert page.status_code == 200
        assert Question.objects.get(pk=question.pk).minimum is None


def test_opened_round_keeps_its_year_and_its_dates(
    client: Client, round_2013: Round, devt_officer: User
) -> None:
    client.force_login(devt_officer)
    dates = {"opens_on": "2014-01-06", "due_on": "2014-04-15", "closes_on": "2014-06-30"}

    client.post(address("round", "change", round_2013.pk), {"plan": 0, "year": 2012, **dates})

    round_2013.refresh_from_db()
    assert (round_2013.year, round_2013.due_on) == (2013, dt.date(2014, 3, 31))


@pytest.mark.parametrize("model", ["report", "answer", "question"])
def test_lists_can_be_exported(client: Client, report: Report, devt_officer: User, model: str) -> None:
    client.force_login(devt_officer)

    assert client.get(address(model, "export")).status_code == 200


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("text", {"aggregation": "sum"}, "Answers of the kind “short text” take: not aggregated."),
        ("percent", {"aggregation": "stock"}, "Answers of the kind “percentage” take: mean, not aggregated."),
        ("rating", {"split_by": "sex"}, "Answers of the kind “rating from 1 to 5” cannot be split."),
    ],
)
def test_figures_that_cannot_be_made_of_a_kind_are_refused(
    client: Client, devt_officer: User, kind: str, changes: dict[str, str], words: str
) -> None:
    question = QuestionFactory.create(kind=kind, aggregation="none")
    bare = modelform_factory(Question, form=QuestionForm, fields=["kind", "aggregation", "split_by"])
    sent = {"kind": kind, "aggregation": "none", "split_by": "none"} | changes

    form = bare(QueryDict("&".join(f"{name}={value}" for name, value in sent.items())), instance=question)

    assert words in [error for errors in form.errors.values() for error in errors]
