"""Every figure that the demonstration computes stands as it stood, cell by cell.

What differs on purpose is written anew with `--keep`, and told in `docs/decisions`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from indicators.models import Result

pytestmark = pytest.mark.django_db

LOADED = (
    ("load_plan", "--yes"),
    ("load_members", "--yes"),
    ("load_committees", "--yes"),
    ("load_statistics", "--yes"),
    ("load_questions", "--yes"),
    ("load_indicators", "--yes"),
    ("load_targets", "--yes"),
    ("load_sample",),
    ("compute_indicators",),
)
KEY = ("version__indicator__code", "year", "split", "group")
FIGURES = (
    *("value", "no_value", "numerator", "denominator", "expected", "reported", "accepted", "given"),
    *("given_in_part", "at_least", "others", "imputed", "has_sample", "does_not_add_up", "terms_withheld"),
    *("exact_value", "exact_no_value", "exact_numerator", "exact_denominator"),
)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All that the demonstration loads and computes; undone after this module, and no constraint checked."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMO=True):
        for command in LOADED:
            call_command(*command, verbosity=0, stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def test_figures(demonstration: None, assert_kept: Callable[[str, Iterable[str]], None]) -> None:
    """Of every indicator, in every year, split and group; real data and the sample's."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*KEY, *FIGURES])
    for row in Result.objects.order_by(*KEY).values_list(*KEY, *FIGURES):
        table.writerow([plain(value) for value in row])
    assert_kept("figures.csv", text.getvalue().splitlines())


def plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case Decimal():
            return f"{value.normalize():f}"
    return str(value)
