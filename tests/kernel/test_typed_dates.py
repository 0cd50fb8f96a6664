"""Days as people all over the world type them, and as spreadsheets hold them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.typed import NotReadableError, read_date
from kernel.typed.dates import DateOrder

LAST_OF_2013 = dt.date(2013, 12, 31)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2013-12-31",
        " 2013-12-31 ",
        "2013-12-31T00:00:00",
        "2013-12-31 00:00",
        "2013-12-31T00:00:00.000Z",
        "2013-12-31T00:00:00+00:00",
        "2013/12/31",
        "31.12.2013",
        "31. 12. 2013",
        "31/12/2013",
        "31-12-2013",
        "12/31/2013",
        "٣١/١٢/٢٠١٣",
        "\u200f31/12/2013",
    ],
)
def test_is_read(text: str) -> None:
    assert read_date(text) == LAST_OF_2013


def test_nothing_is_no_day() -> None:
    assert read_date(" \u200b ") is None


@pytest.mark.parametrize(("first", "day"), [("day", dt.date(2013, 4, 3)), ("month", dt.date(2013, 3, 4))])
def test_a_stated_order_leaves_no_doubt(first: DateOrder, day: dt.date) -> None:
    assert read_date("03/04/2013", first=first) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("03/04/2013", "“03/04/2013” can be read in two ways. Write 2013-04-03, or 2013-03-04."),
        ("31.12.13", "“31.12.13” is not clear. Write the year with four digits, as in 2013-12-31."),
        ("2013-02-30", "“2013-02-30” is no day of the calendar. Write it as 2013-12-31."),
        ("32/13/2013", "“32/13/2013” is no day of the calendar. Write it as 2013-12-31."),
        ("2013-12-31T08:30", "“2013-12-31T08:30” is a time. Give the day only, as 2013-12-31."),
        ("31/12-2013", "“31/12-2013” is not a date. Write it as 2013-12-31."),
        ("next week", "“next week” is not a date. Write it as 2013-12-31."),
        ("41639", "“41639” is not a date. Write it as 2013-12-31."),
        ("1899-12-31", "“1899-12-31” is not a day of the years 1900 to 2200."),
        ("2013-12-31" * 9, f"“{('2013-12-31' * 9)[:40]}…” is not a date. Write it as 2013-12-31."),
    ],
)
def test_is_refused_with_words(text: str, message: str) -> None:
    with pytest.raises(NotReadableError) as refused:
        read_date(text)
    assert str(refused.value) == message


def test_a_day_against_the_stated_order_is_refused() -> None:
    with pytest.raises(NotReadableError):
        read_date("31/12/2013", first="month")


@given(day=DAYS, form=st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y-%m-%dT00:00:00"]))
def test_what_is_written_day_first_is_read_back(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form), first="day") == day


@given(day=DAYS)
def test_without_an_order_it_is_that_day_or_refused(day: dt.date) -> None:
    try:
        assert read_date(f"{day:%d/%m/%Y}") == day
    except NotReadableError:
        assert day.day <= 12
        assert day.day != day.month


@given(text=st.text(alphabet="0123456789٣.-/ T:Z", max_size=45))
def test_whatever_is_typed_is_a_day_of_those_years_or_refused(text: str) -> None:
    try:
        day = read_date(text)
    except NotReadableError:
        return
    assert day is None or 1900 <= day.year <= 2200
