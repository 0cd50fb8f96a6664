"""Two presses at the same moment, in two connections: one move, one version."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection

from activities.reporting import emails
from activities.reporting.models import Report, Version
from activities.reporting.section_data import SectionData
from activities.reporting.services import rounds, workflow
from kernel.workflow import WorkflowError
from members.models import Member, User
from tests.reporting.making import report_of, save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("march_19")]


def at_once(call: Callable[[], Any]) -> list[Any]:
    """The answers of two threads that start together."""
    barrier = Barrier(2)

    def run() -> Any:
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(run), pool.submit(run)]]


def test_what_is_saved_while_a_round_is_cancelled_is_kept_or_refused(
    kenya: Member, nsb_editor: User, devt_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held at its e-mails, the cancelling lets a save begin; told as saved, it must be there."""
    report, is_mailing = report_of(kenya), Event()
    write = emails.round_cancelled

    def wait_and_write(*given: Any, **named: Any) -> Any:
        is_mailing.set()
        time.sleep(1)
        return write(*given, **named)

    def save_it() -> Any:
        is_mailing.wait(10)
        try:
            return save(report, "details", SectionData(), nsb_editor)
        except WorkflowError as refused:
            return str(refused)
        finally:
            connection.close()

    monkeypatch.setattr(emails, "round_cancelled", wait_and_write)
    with ThreadPoolExecutor(1) as pool:
        saved = pool.submit(save_it)
        rounds.cancel_round(round_=report.round, by=devt_officer, reason="A wrong year.")
        answer = saved.result()

    assert answer == "This report is not there any more: its round was cancelled."


def test_double_submit_makes_one_version(report: Report, nsb_officer: User) -> None:
    first, second = at_once(lambda: workflow.submit(report=report, by=nsb_officer))

    assert first == second == Version.objects.get()
    assert report.transitions.count() == 1


def test_double_accept_makes_one_move(report: Report, nsb_officer: User, devt_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)
    workflow.start_review(report=report, by=devt_officer)

    at_once(lambda: workflow.accept(report=report, by=devt_officer))

    assert [move.target for move in report.transitions.all()] == ["submitted", "in_review", "accepted"]
