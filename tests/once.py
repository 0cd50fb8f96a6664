"""Data that all tests of a module or package read, written once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

T = TypeVar("T")


@contextmanager
def loaded_once(blocker: DjangoDbBlocker, load: Callable[[], T]) -> Iterator[T]:
    """What `load` writes, in a transaction around those of the tests; undone after them.

    Its constraints are checked here: left for the end, they would be checked after every test.
    """
    with blocker.unblock(), transaction.atomic():
        found = load()
        connection.check_constraints()
        yield found
        transaction.set_rollback(True)
