"""After commit: a failure reaches nobody, and a queue that is away is not waited for."""

import ast
import logging
from pathlib import Path

import pytest
from celery import Celery
from django.conf import LazySettings, settings
from django.db import transaction

from actionplan.embedded.ports import free_port
from kernel import queue, reach
from kernel.tasks import send_email
from tests.house import HOUSE

QUEUE = "kernel/queue.py"
WAYS_ROUND_IT = {"delay", "apply_async", "send_task", "on_commit"}


def ways_round_the_queue(path: Path) -> list[str]:
    """Where a file hands over a task, or waits for a commit, by itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in WAYS_ROUND_IT
    ]
    return [f"{path.relative_to(settings.BASE_DIR)}:{node.lineno} {node.attr}" for node in found]


def test_everything_after_commit_goes_through_one_module() -> None:
    files = [path for room in HOUSE for path in (settings.BASE_DIR / room).rglob("*.py")]

    found = [way for path in files for way in ways_round_the_queue(path)]

    assert [way.split(":")[0] for way in found] == [QUEUE, QUEUE], found


@pytest.mark.django_db(transaction=True)
def test_a_failure_after_commit_is_logged_and_the_next_is_called(caplog: pytest.LogCaptureFixture) -> None:
    called: list[str] = []

    def fail(words: str) -> None:
        called.append(words)
        raise RuntimeError(words)

    with transaction.atomic():
        queue.after_commit(fail, "first")
        queue.after_commit(called.append, "second")
        assert called == []

    assert called == ["first", "second"]
    assert "failed_after_commit" in caplog.text
    assert "test_a_failure_after_commit_is_logged_and_the_next_is_called.<locals>.fail" in caplog.text


def test_a_queue_that_is_away_is_asked_once_and_left_alone(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"

    taken = [queue.enqueue(send_email, number) for number in range(70)]

    assert taken == [False] * 70
    assert caplog.text.count("redis_is_away") == 1


def test_a_queue_that_goes_while_a_task_is_handed_over_is_left_alone() -> None:
    """The question beforehand is answered, the handing over fails: an application at another address."""
    away = Celery("away", broker=f"redis://127.0.0.1:{free_port()}/0", set_as_current=False)

    @away.task
    def nothing() -> None:
        """Never runs."""

    here = reach.reach_of(settings.CELERY_BROKER_URL)

    assert queue.enqueue(nothing) is False
    assert here.is_away is True

    here._away_until = 0.0
    assert here.answers() is True


def test_what_was_away_is_asked_again_after_a_moment() -> None:
    here = reach.Reach(settings.CELERY_BROKER_URL)
    here.lost(ConnectionError("gone"))
    assert (here.is_away, here.answers()) == (True, False)

    here._away_until -= reach.AWAY_SECONDS

    assert (here.is_away, here.answers()) == (False, True)
