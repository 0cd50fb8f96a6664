"""What stands in columns, in words: whatever a history or a file may hold, no page fails on it."""

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model

from kernel.column_words import ColumnWords, label_of, words_of
from kernel.history import is_tracked
from kernel.partial_dates import PartialDateField
from members.models import Member, Role

TRACKED = [model for model in apps.get_models() if is_tracked(model)]
KEPT: list[Any] = [
    *("x", "2013-06-20T10:00:00+00:00", 5, Decimal("1.50"), True),
    *({"code": "a"}, [], ["a", 1], [{"code": "a"}]),
]


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label)
def test_every_column_of_what_has_a_history_can_be_told(db: None, model: type[Model]) -> None:
    columns = [field for field in model._meta.concrete_fields if not field.is_relation]
    words = ColumnWords([])

    told = [words.of(model, column.attname, value) for column in columns for value in kept_in(column)]

    assert {type(text) for text in told} == {str}
    assert all(label_of(model, column.attname) for column in columns)


def kept_in(column: Any) -> list[Any]:
    """Two kinds of columns never hold but what they are for."""
    if isinstance(column, PartialDateField):
        return ["2013", "2013-06", "2013-06-20"]
    return [["a", "en"], []] if isinstance(column, ArrayField) else KEPT


def test_histories_of_many_models_are_looked_at() -> None:
    assert len(TRACKED) > 20


@pytest.mark.parametrize(
    ("model", "column", "value", "words"),
    [
        (Role, "name", "nsb_editor", "NSB editor"),
        (Role, "name", "gone", "gone"),
        (Role, "name", None, ""),
        (Role, "no_such_column", True, "yes"),
        (Member, "iso2", "KE", "KE"),
    ],
)
def test_words(model: type[Model], column: str, value: Any, words: str) -> None:
    assert ColumnWords([]).of(model, column, value) == words


def test_a_value_that_the_column_cannot_hold_stands_as_it_is() -> None:
    assert words_of(Role._meta.get_field("valid_from"), "soon") == "soon"


def test_each_model_that_links_point_at_is_read_once(
    kenya: Member, ghana: Member, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        words = ColumnWords((Role, "member_id", member.pk) for member in (kenya, ghana, kenya))
        told = [words.of(Role, "member_id", member.pk) for member in (kenya, ghana)]

    assert told == [str(kenya), str(ghana)]
