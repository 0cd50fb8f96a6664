"""Advisory locks: who holds one is at work, and a worker that dies lets go of it."""

from collections.abc import Generator
from contextlib import contextmanager

from django.db import connection

WHOLE_PLAN = 0
"""The second key of a plan's lock; its years' locks have the year there."""


@contextmanager
def working_on(plan_id: int) -> Generator[None]:
    """Hold the plan over many transactions; waits until nobody else does."""
    ask("SELECT pg_advisory_lock(%s, %s)", plan_id)
    try:
        yield
    finally:
        ask("SELECT pg_advisory_unlock(%s, %s)", plan_id)


@contextmanager
def working_on_if_free(plan_id: int) -> Generator[bool]:
    """Hold the plan if nobody else does; tells whether it does."""
    held = ask("SELECT pg_try_advisory_lock(%s, %s)", plan_id)
    try:
        yield held
    finally:
        if held:
            ask("SELECT pg_advisory_unlock(%s, %s)", plan_id)


def hold_year(plan_id: int, year: int) -> None:
    """Hold one year of the plan until the transaction ends; waits until nobody else does."""
    ask("SELECT pg_advisory_xact_lock(%s, %s)", plan_id, year)


def ask(statement: str, plan_id: int, year: int = WHOLE_PLAN) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [plan_id, year])
        row = cursor.fetchone()
    return bool(row and row[0])
