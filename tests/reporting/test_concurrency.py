"""Two presses at the same moment, in two connections: one move, one version."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from activities.reporting.models import Report, Version
from activities.reporting.services import workflow
from members.models import User

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


def test_double_submit_makes_one_version(report: Report, nsb_officer: User) -> None:
    first, second = at_once(lambda: workflow.submit(report=report, by=nsb_officer))

    assert first == second == Version.objects.get()
    assert report.transitions.count() == 1


def test_double_accept_makes_one_move(report: Report, nsb_officer: User, devt_officer: User) -> None:
    workflow.submit(report=report, by=nsb_officer)
    workflow.start_review(report=report, by=devt_officer)

    at_once(lambda: workflow.accept(report=report, by=devt_officer))

    assert [move.target for move in report.transitions.all()] == ["submitted", "in_review", "accepted"]
