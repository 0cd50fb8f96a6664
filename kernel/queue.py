"""What is done after commit, and the way of a task to the workers.

Whoever asked has their answer by then: what they did is done and stays done, so nothing that
fails here may reach them.  A task is handed over at once or not at all; whatever a task does is
also written in the database, where a sweep of each minute finds it.
"""

from collections.abc import Callable
from typing import Any

import structlog
from celery import Task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import RedisError

from kernel.reach import reach_of

log = structlog.get_logger(__name__)


def after_commit(function: Callable[..., object], *args: object) -> None:
    """Call after commit; what goes wrong then is logged, and the next in the row is called."""

    def call() -> None:
        try:
            function(*args)
        except Exception:
            log.exception("failed_after_commit", function=f"{function.__module__}.{function.__qualname__}")

    transaction.on_commit(call)  # noqa: TID251 - the one place


def enqueue_after_commit(task: Task, *args: object) -> None:
    after_commit(enqueue, task, *args)


def enqueue(task: Task, *args: Any, countdown: float = 0) -> bool:
    """Hand a task to the workers, to begin in `countdown` seconds; whether the queue took it."""
    reach = reach_of(settings.CELERY_BROKER_URL)
    if not reach.answers():
        return False
    try:
        task.apply_async(args=args, countdown=countdown)
    except (OperationalError, RedisError) as error:
        reach.lost(error)
        return False
    return True
