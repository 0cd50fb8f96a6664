"""Dates as far as they are known."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kernel.partial_dates import (
    PartialDateField,
    first_day,
    in_words,
    last_day,
    period_in_words,
    read_partial_date,
    year_of,
)
from kernel.typed import NotReadableError

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2013", "2013"),
        (" 2013 ", "2013"),
        ("٢٠١٣", "2013"),
        ("2013-09", "2013-09"),
        ("9/2013", "2013-09"),
        ("09.2013", "2013-09"),
        ("2013-9-6", "2013-09-06"),
        ("6.9.2013", "2013-09-06"),
        ("2013-09-16 00:00:00", "2013-09-16"),
        ("", ""),
    ],
)
def test_what_is_typed_is_stored_as_far_as_it_goes(typed: str, stored: str) -> None:
    assert read_partial_date(typed) == stored


@pytest.mark.parametrize(
    "typed", ["13/2013", "1899", "2201-01", "2013-02-30", "soon", "13", "2013-", "03/04/2013"]
)
def test_what_is_no_date_is_refused_with_words(typed: str) -> None:
    with pytest.raises(NotReadableError) as refused:
        read_partial_date(typed)

    assert str(refused.value).strip()


def test_which_stands_first_can_be_said() -> None:
    assert read_partial_date("03/04/2013", first="day") == "2013-04-03"
    assert read_partial_date("03/04/2013", first="month") == "2013-03-04"


@given(DAYS)
def test_each_day_comes_back(day: dt.date) -> None:
    text = day.isoformat()

    assert read_partial_date(text) == text
    for cut in (4, 7, 10):
        part = text[:cut]
        assert read_partial_date(part) == part
        assert first_day(part) <= day <= last_day(part)
        assert year_of(part) == day.year


@given(DAYS, DAYS)
def test_texts_sort_as_days_do(one: dt.date, other: dt.date) -> None:
    assert (one < other) == (one.isoformat() < other.isoformat())


def test_words_say_no_more_than_is_known() -> None:
    assert [in_words(text) for text in ("2013", "2013-09", "2013-09-16")] == [
        "2013",
        "September 2013",
        "16 September 2013",
    ]
    assert period_in_words("2013-09-16", "2013-09-18") == "16 September 2013 to 18 September 2013"
    assert period_in_words("2013", "") == "2013"
    assert period_in_words("2013-09", "2013-09") == "September 2013"


@pytest.mark.parametrize("text", ["2013-13", "2013-02-30", "13", "2013-9", "2013-09-16T00:00"])
def test_the_column_takes_nothing_else(text: str) -> None:
    with pytest.raises(ValidationError):
        PartialDateField().clean(text, None)
