"""Numbers as people all over the world type them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.typed import NotReadableError, read_number
from kernel.typed.numbers import DecimalSign

Rules = dict[str, Any]
WHOLE: Rules = {"whole": True}
FREE: Rules = {}
CENTS: Rules = {"decimals": 2, "units": ("CHF",)}
PERCENT: Rules = {"units": ("%",)}


@pytest.mark.parametrize(
    ("text", "rules", "number"),
    [
        ("", WHOLE, None),
        ("   ", WHOLE, None),
        ("0", WHOLE, "0"),
        (" 12 ", WHOLE, "12"),
        ("-3", WHOLE, "-3"),
        ("\u22123", WHOLE, "-3"),
        ("1 234", WHOLE, "1234"),
        ("1\u00a0234", WHOLE, "1234"),
        ("1\u202f234", WHOLE, "1234"),
        ("1'234", WHOLE, "1234"),
        ("1\u2019234", WHOLE, "1234"),
        ("1,234", WHOLE, "1234"),
        ("1.234", WHOLE, "1234"),
        ("1,234,567", WHOLE, "1234567"),
        ("12.0", WHOLE, "12"),
        ("١٢", WHOLE, "12"),
        ("\uff11\uff12", WHOLE, "12"),
        ("3.5", FREE, "3.5"),
        ("3,5", FREE, "3.5"),
        (",5", FREE, "0.5"),
        ("0,125", FREE, "0.125"),
        ("1.234,5", FREE, "1234.5"),
        ("1,234.5", FREE, "1234.5"),
        ("1,234,567", CENTS, "1234567"),
        ("1,234.50", CENTS, "1234.50"),
        ("1,234", CENTS, "1234"),
        ("3.500", CENTS, "3500"),
        ("12,000", WHOLE, "12000"),
        ("CHF 1'200", CENTS, "1200"),
        ("1200 CHF", CENTS, "1200"),
        ("12 %", PERCENT, "12"),
        ("12,5%", PERCENT, "12.5"),
        ("- 3", WHOLE, "-3"),
        ("1 234 567", WHOLE, "1234567"),
        ("1 234,5", FREE, "1234.5"),
        ("1\u066c234", WHOLE, "1234"),
        ("\u200e1234\u202c", WHOLE, "1234"),
        ("12\u200b34", WHOLE, "1234"),
        ("\u202e1234", WHOLE, "1234"),
        ("\ufeff1234", WHOLE, "1234"),
        ("12\t", WHOLE, "12"),
        ("99999999999999", WHOLE, "99999999999999"),
    ],
)
def test_is_read(text: str, rules: Rules, number: str | None) -> None:
    assert read_number(text, **rules) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "rules", "message"),
    [
        ("four", WHOLE, "“four” is not a number. Use digits only."),
        ("3 or 4", WHOLE, "“3 or 4” is not a number. Use digits only."),
        ("-", WHOLE, "“-” is not a number. Use digits only."),
        ("1e5", FREE, "“1e5” is not a number. Use digits only."),
        ("NaN", FREE, "“NaN” is not a number. Use digits only."),
        ("Infinity", FREE, "“Infinity” is not a number. Use digits only."),
        ("3,5", WHOLE, "“3,5” is not a whole number."),
        ("12,34,56", WHOLE, "“12,34,56” is not a whole number."),
        ("12,34,56", FREE, "“12,34,56” is not a number. Use digits only."),
        ("1.2,3.4", FREE, "“1.2,3.4” is not a number. Use digits only."),
        ("1.234", FREE, "“1.234” can be read in two ways. Write 1234, or 1.2340."),
        ("1.23456", FREE, "Give at most 4 decimals."),
        ("0.255", CENTS, "Give at most 2 decimals."),
        ("100000000000000", WHOLE, "“100000000000000” is too large."),
        ("9" * 25, WHOLE, f"“{'9' * 25}” is too large."),
        ("9" * 29, FREE, f"“{'9' * 29}” is too large."),
        ("9" * 400, CENTS, f"“{'9' * 40}…” is too long for a number."),
        ("0." + "1" * 50, FREE, "Give at most 4 decimals."),
        ("12\t15", WHOLE, "“12 15” reads as two numbers. Write one, without blanks."),
        ("12 34", WHOLE, "“12 34” reads as two numbers. Write one, without blanks."),
        ("3 5", FREE, "“3 5” reads as two numbers. Write one, without blanks."),
        ("1234 567", WHOLE, "“1234 567” reads as two numbers. Write one, without blanks."),
        ("1 234'567", WHOLE, "“1 234'567” reads as two numbers. Write one, without blanks."),
        ("1 234\t567", WHOLE, "“1 234 567” reads as two numbers. Write one, without blanks."),
        ("12\n34", WHOLE, "“12 34” reads as two numbers. Write one, without blanks."),
        ("2'12", CENTS, "“2'12” reads as two numbers. Write one, without blanks."),
        ("3²", WHOLE, "“3²” is not a number. Use digits only."),
    ],
)
def test_is_refused_with_words(text: str, rules: Rules, message: str) -> None:
    with pytest.raises(NotReadableError) as refused:
        read_number(text, **rules)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "sign", "number"),
    [
        ("1,234", ".", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ",", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234.567,5", ",", "1234567.5"),
        ("1 234,5", ",", "1234.5"),
        ("-,5", ",", "-0.5"),
        ("3.500", ".", "3.5"),
        ("\u0663,\u0665", ",", "3.5"),
    ],
)
def test_a_stated_sign_leaves_no_doubt(text: str, sign: DecimalSign, number: str) -> None:
    assert read_number(text, decimal_sign=sign) == Decimal(number)


def test_a_whole_number_may_have_idle_decimals_only() -> None:
    assert read_number("3.000", whole=True, decimal_sign=".") == 3
    with pytest.raises(NotReadableError, match=r"“3\.5” is not a whole number\."):
        read_number("3.5", whole=True, decimal_sign=".")


@pytest.mark.parametrize(("text", "sign"), [("3.5", ","), ("1.2,3.4", ","), ("1,5,5", ","), ("12,34", ".")])
def test_the_other_sign_groups_thousands_or_is_refused(text: str, sign: DecimalSign) -> None:
    with pytest.raises(NotReadableError) as refused:
        read_number(text, decimal_sign=sign)
    assert str(refused.value) == (
        f"“{text}” is not a number in which “{sign}” marks the decimals. Use digits only."
    )


NUMBERS = st.decimals(min_value=-(10**13), max_value=10**13, places=2)
GROUPS = {".": (",", " ", "'", ""), ",": (".", "\u202f", "’", "")}


@given(number=NUMBERS, sign=st.sampled_from([".", ","]), group=st.integers(0, 3))
def test_what_is_written_by_a_stated_sign_is_read_back(
    number: Decimal, sign: DecimalSign, group: int
) -> None:
    written = f"{number:,.2f}".translate(str.maketrans({",": GROUPS[sign][group], ".": sign}))
    assert read_number(written, decimals=2, decimal_sign=sign) == number


@given(number=NUMBERS, sign=st.sampled_from([".", ","]), group=st.integers(0, 3))
def test_two_decimals_are_read_without_a_stated_sign_too(
    number: Decimal, sign: DecimalSign, group: int
) -> None:
    written = f"{number:,.2f}".translate(str.maketrans({",": GROUPS[sign][group], ".": sign}))
    assert read_number(written, decimals=2) == number


@given(
    text=st.text(alphabet="0123456789٣.,' -+%CHFe\u00a0\u202f", max_size=70),
    decimals=st.integers(0, 4),
    whole=st.booleans(),
    sign=st.sampled_from(["", ".", ","]),
)
def test_whatever_is_typed_is_a_number_within_bounds_or_refused(
    text: str, decimals: int, whole: bool, sign: DecimalSign
) -> None:
    try:
        number = read_number(text, decimals=decimals, whole=whole, decimal_sign=sign)
    except NotReadableError:
        return
    assert number is None or (abs(number) < 10**14 and number == round(number, 0 if whole else decimals))
