"""Which sign marks the decimals of a column, and whether the day or the month stands first in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kernel.typed import NotReadableError, read_date, read_number
from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign

PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
ONE_SIGN = re.compile(r"[-+]?(\d+)([.,])(\d+)")
BOTH_SIGNS = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})+(?!\1)([.,])\d*")
SEVERAL_GROUPS = re.compile(r"[-+]?\d{1,3}([.,])\d{3}(?:\1\d{3})+")
SHORT_DATE = re.compile(r"(\d{1,2})[-/] ?(\d{1,2})[-/] ?\d{4}")
BLANKS = re.compile(r"[\s'\u2019]")
"""What stands between groups of three digits."""
THOUSANDS = 3
MONTHS = 12
MOST_DECIMALS = 9


@dataclass(frozen=True)
class Evidence:
    """Texts of a column that can be read in one way only, by that way, and one that can be read in two."""

    first: str = ""
    """With a decimal point, or the day first."""
    second: str = ""
    """With a decimal comma, or the month first."""
    unclear: str = ""

    @property
    def is_mixed(self) -> bool:
        return bool(self.first and self.second)

    def __or__(self, other: "Evidence") -> "Evidence":
        return Evidence(self.first or other.first, self.second or other.second, self.unclear or other.unclear)


def evidence_of_sign(texts: Iterable[str]) -> Evidence:
    """A comma before three digits alone is unclear; a point there is a decimal point, as in other data."""
    found = Evidence()
    for text in texts:
        sign = _sign(BLANKS.sub("", text))
        found |= Evidence(
            text if sign == "." else "", text if sign == "," else "", text if sign == "?" else ""
        )
    return found


def _sign(text: str) -> str:
    if both := BOTH_SIGNS.fullmatch(text):
        return both[2]
    if groups := SEVERAL_GROUPS.fullmatch(text):
        return "." if groups[1] == "," else ","
    if one := ONE_SIGN.fullmatch(text):
        whole, sign, fraction = one.groups()
        could_be_group = len(fraction) == THOUSANDS and len(whole) <= THOUSANDS and whole.strip("0") != ""
        if not could_be_group:
            return sign
        return "?" if sign == "," else ""
    return ""


def plain_number(text: str, sign: DecimalSign) -> str:
    """The number in plain digits with a point; a text that is no number as it is."""
    if sign != "," and PLAIN.fullmatch(text):
        return text
    try:
        number = read_number(text, decimals=MOST_DECIMALS, decimal_sign=sign)
    except NotReadableError:
        return text
    return text if number is None else format(number, "f")


def evidence_of_order(texts: Iterable[str]) -> Evidence:
    found = Evidence()
    for text in texts:
        if short := SHORT_DATE.fullmatch(text):
            one, other = int(short[1]), int(short[2])
            found |= Evidence(
                text if other <= MONTHS < one else "",
                text if one <= MONTHS < other else "",
                text if one <= MONTHS and other <= MONTHS and one != other else "",
            )
    return found


def plain_date(text: str, order: DateOrder) -> str:
    """The day as `2013-12-31`; a text that is no day as it is."""
    try:
        day = read_date(text, first=order)
    except NotReadableError:
        return text
    return text if day is None else day.isoformat()
