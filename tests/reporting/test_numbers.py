"""Numbers as people all over the world type them."""

from decimal import Decimal

import pytest

from activities.reporting.numbers import NotANumberError, parse_number


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("", "integer", None),
        ("   ", "integer", None),
        ("0", "integer", "0"),
        (" 12 ", "integer", "12"),
        ("-3", "integer", "-3"),
        ("\u22123", "integer", "-3"),
        ("1 234", "integer", "1234"),
        ("1\u00a0234", "integer", "1234"),
        ("1\u202f234", "integer", "1234"),
        ("1'234", "integer", "1234"),
        ("1\u2019234", "integer", "1234"),
        ("1,234", "integer", "1234"),
        ("1.234", "integer", "1234"),
        ("1,234,567", "integer", "1234567"),
        ("12.0", "integer", "12"),
        ("١٢", "integer", "12"),
        ("\uff11\uff12", "integer", "12"),
        ("3.5", "decimal", "3.5"),
        ("3,5", "decimal", "3.5"),
        (",5", "decimal", "0.5"),
        ("0,125", "decimal", "0.125"),
        ("1.234,5", "decimal", "1234.5"),
        ("1,234.5", "decimal", "1234.5"),
        ("1,234,567", "money", "1234567"),
        ("1,234.50", "money", "1234.50"),
        ("1,234", "money", "1234"),
        ("CHF 1'200", "money", "1200"),
        ("1200 CHF", "money", "1200"),
        ("12 %", "percent", "12"),
        ("12,5%", "percent", "12.5"),
        ("- 3", "integer", "-3"),
        ("1 234 567", "integer", "1234567"),
        ("1 234,5", "decimal", "1234.5"),
        ("1\u066c234", "integer", "1234"),
        ("\u200e1234\u202c", "integer", "1234"),
        ("12\u200b34", "integer", "1234"),
        ("\u202e1234", "integer", "1234"),
        ("\ufeff1234", "integer", "1234"),
        ("12\t", "integer", "12"),
        ("99999999999999", "integer", "99999999999999"),
    ],
)
def test_is_read(text: str, kind: str, number: str | None) -> None:
    assert parse_number(text, kind) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("four", "integer", "“four” is not a number. Use digits only."),
        ("3 or 4", "integer", "“3 or 4” is not a number. Use digits only."),
        ("-", "integer", "“-” is not a number. Use digits only."),
        ("1e5", "decimal", "“1e5” is not a number. Use digits only."),
        ("NaN", "decimal", "“NaN” is not a number. Use digits only."),
        ("Infinity", "decimal", "“Infinity” is not a number. Use digits only."),
        ("3,5", "integer", "“3,5” is not a whole number."),
        ("12,34,56", "integer", "“12,34,56” is not a whole number."),
        ("12,34,56", "decimal", "“12,34,56” is not a number. Use digits only."),
        ("1.2,3.4", "decimal", "“1.2,3.4” is not a number. Use digits only."),
        ("1.234", "decimal", "“1.234” can be read in two ways. Write 1234, or 1.2340."),
        ("1.23456", "decimal", "Give at most 4 decimals."),
        ("0.255", "money", "Give at most 2 decimals."),
        ("100000000000000", "integer", "“100000000000000” is too large."),
        ("9" * 25, "integer", f"“{'9' * 25}” is too large."),
        ("9" * 29, "decimal", f"“{'9' * 29}” is too large."),
        ("9" * 400, "money", f"“{'9' * 40}…” is too long for a number."),
        ("0." + "1" * 50, "decimal", "Give at most 4 decimals."),
        ("12\t15", "integer", "“12 15” reads as two numbers. Write one, without blanks."),
        ("12 34", "integer", "“12 34” reads as two numbers. Write one, without blanks."),
        ("3 5", "decimal", "“3 5” reads as two numbers. Write one, without blanks."),
        ("1234 567", "integer", "“1234 567” reads as two numbers. Write one, without blanks."),
        ("1 234'567", "integer", "“1 234'567” reads as two numbers. Write one, without blanks."),
        ("1 234\t567", "integer", "“1 234 567” reads as two numbers. Write one, without blanks."),
        ("12\n34", "integer", "“12 34” reads as two numbers. Write one, without blanks."),
        ("2'12", "money", "“2'12” reads as two numbers. Write one, without blanks."),
        ("3²", "integer", "“3²” is not a number. Use digits only."),
    ],
)
def test_is_refused_with_words(text: str, kind: str, message: str) -> None:
    with pytest.raises(NotANumberError) as refused:
        parse_number(text, kind)
    assert str(refused.value) == message
