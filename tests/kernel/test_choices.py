"""Whatever a body chooses from, a wrong choice is told what is allowed."""

from collections.abc import Iterator

import pytest
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

import actionplan.api  # noqa: F401 - every serializer of the portal
from kernel.serializers import KnownChoiceField, KnownFields


def takers(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from takers(each)


def choices_of(serializer: serializers.Serializer) -> Iterator[serializers.ChoiceField]:
    """Those that are sent, in it and in what it holds."""
    for field in serializer.fields.values():
        if field.read_only:
            continue
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer):
            yield from choices_of(inner)
        elif isinstance(inner, serializers.ChoiceField):
            yield inner


def test_every_choice_of_a_body_says_what_is_allowed() -> None:
    classes = [each for each in takers(KnownFields) if each.__module__.startswith(("activities", "members"))]
    found = {(each.__name__, field.field_name): field for each in classes for field in choices_of(each())}

    assert {name for _class, name in found} >= {"rating", "absence"}
    assert [key for key, field in found.items() if not isinstance(field, KnownChoiceField)] == []


def test_the_words() -> None:
    field = KnownChoiceField(choices=[("", "none"), ("a", "A"), ("b", "B")])

    with pytest.raises(ValidationError) as refused:
        field.run_validation("c")

    assert [str(words) for words in refused.value.detail] == ["“c” is not known here. Use one of: a, b."]
