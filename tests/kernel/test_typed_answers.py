"""Yes or no as people and programs write it."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kernel.typed import NotReadableError, read_yes_no


@pytest.mark.parametrize("text", ["yes", "Yes", " YES ", "y", "true", "TRUE", "1", "\u0661", "\ufeffyes"])
def test_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "No", "n", "false", "False", "0", "\u0660"])
def test_no(text: str) -> None:
    assert read_yes_no(text) is False


def test_nothing_is_neither() -> None:
    assert read_yes_no(" ") is None


def test_the_words_of_the_active_language_are_read_too() -> None:
    with translation.override("fr"):
        assert [read_yes_no(word) for word in ("Oui", "NON", "no", "y")] == [True, False, False, True]


def test_anything_else_is_refused_with_the_words_allowed() -> None:
    with translation.override("en"), pytest.raises(NotReadableError) as refused:
        read_yes_no("maybe")
    assert str(refused.value) == "“maybe” is neither yes nor no. Write Yes or No."


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        answer = read_yes_no(text)
    except NotReadableError:
        return
    assert answer in {True, False, None}
