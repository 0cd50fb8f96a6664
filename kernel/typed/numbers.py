"""Numbers as people write them: `1 234`, `1,234.5`, `1.234,5`, `٣`, `12 %`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from kernel.texts import cleaned_number
from kernel.typed.digits import ascii_digits
from kernel.typed.errors import NotReadableError, refusal

DecimalSign = Literal["", ".", ","]

SIGNS = str.maketrans(
    {"\u2212": "-", "\u066b": "."}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("\u2019\u02bc\u066c", "'")
)
"""Minus, decimal comma, blanks and apostrophes, all by one sign each."""

GROUPED_BY_BLANKS = re.compile(r"[-+]?\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d*)?")
SEVERAL = re.compile(r"[-+\d.,\s']+")
NUMBER = re.compile(r"[-+]?\d*([.,]\d*)*")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
LONGEST = 60
"""Characters, with blanks and unit."""

MOST_DIGITS = 14
DIGITS_OF_A_GROUP = 3


def read_number(
    text: str,
    *,
    decimals: int = 4,
    whole: bool = False,
    units: Sequence[str] = (),
    decimal_sign: DecimalSign = "",
) -> Decimal | None:
    """The number that `text` states, at most 14 digits before its `decimals`; `units` may stand around it.

    A file states its `decimal_sign`, and the other sign groups thousands.  Of people no sign is known:
    the last of several marks the decimals, and one alone before three digits is refused as ambiguous
    where three decimals are allowed.  Where they are not, `1.234` and `12,000` are thousands, and so is
    `3.500` for an amount in cents: round thousands are what people enter most, and refusing each of
    them would cost all readers for the sake of an amount written with an idle third decimal.  Whoever
    shows a form shows the number back as it was read.
    """
    plain = _plain(text, units)
    if not plain:
        return None
    if not NUMBER.fullmatch(plain) or not any(character.isdigit() for character in plain):
        raise _no_number(text)
    number = _signed(plain, text, decimals=decimals, whole=whole, decimal_sign=decimal_sign)
    return _sized(number, text, decimals)


def _plain(text: str, units: Sequence[str]) -> str:
    """ASCII digits and separators only, as far as `text` is a number at all."""
    plain = cleaned_number(text)
    if len(plain) > LONGEST:
        raise refusal(_("“%(text)s” is too long for a number."), plain)
    for unit in units:
        plain = plain.removeprefix(unit).removesuffix(unit).strip()
    plain = ascii_digits(plain.translate(SIGNS))
    return _without_blanks(re.sub(r"^([-+]) +", r"\1", plain), text)


def _without_blanks(plain: str, text: str) -> str:
    """Blanks and apostrophes stand between groups of three digits; elsewhere they part two numbers."""
    if GROUPED_BY_BLANKS.fullmatch(plain):
        return plain.replace(" ", "").replace("'", "")
    if re.search(r"[\s']", plain) and SEVERAL.fullmatch(plain) and re.search(r"\d", plain):
        raise refusal(_("“%(text)s” reads as two numbers. Write one, without blanks."), text)
    return plain


def _signed(plain: str, text: str, *, decimals: int, whole: bool, decimal_sign: DecimalSign) -> Decimal:
    digits = plain.lstrip("+-")
    if decimal_sign:
        number = _by_stated_sign(digits, decimal_sign, text)
        if whole and number != number.to_integral_value():
            raise _not_whole(text)
    else:
        number = _whole(digits, text) if whole else _with_decimals(digits, decimals, text)
    return -number if plain[0] == "-" else number


def _by_stated_sign(digits: str, decimal_sign: DecimalSign, text: str) -> Decimal:
    whole, _mark, fraction = digits.partition(decimal_sign)
    is_grouped = not whole.isdigit() and whole != ""
    if (is_grouped and not (GROUPED.fullmatch(whole))) or not (fraction.isdigit() or fraction == ""):
        words = _("“%(text)s” is not a number in which “%(sign)s” marks the decimals. Use digits only.")
        raise refusal(words, text, sign=decimal_sign)
    return Decimal(f"{_without_separators(whole) or 0}.{fraction or 0}")


def _whole(digits: str, text: str) -> Decimal:
    """Separators of thousands are read, decimals refused."""
    if GROUPED.fullmatch(digits):
        digits = _without_separators(digits)
    elif re.fullmatch(r"\d+[.,]0*", digits):
        digits = re.split(r"[.,]", digits)[0]
    if not digits.isdigit():
        raise _not_whole(text)
    return Decimal(digits)


def _with_decimals(digits: str, decimals: int, text: str) -> Decimal:
    """The last separator marks the decimals; one that could be either is refused."""
    separators = re.findall(r"[.,]", digits)
    if len(separators) == 1 and GROUPED.fullmatch(digits) and not digits.startswith("0"):
        _refuse_ambiguous(digits, decimals, text)
        return Decimal(_without_separators(digits))
    if len(separators) <= 1:
        return Decimal(digits.replace(",", "."))
    repeated = len(set(separators)) == 1
    whole, mark, fraction = (digits, "", "") if repeated else digits.rpartition(separators[-1])
    if not GROUPED.fullmatch(whole) or (mark and mark in whole):
        raise _no_number(text)
    return Decimal(f"{_without_separators(whole)}.{fraction or 0}")


def _refuse_ambiguous(digits: str, decimals: int, text: str) -> None:
    """`1,234` is a thousand and more, or a little over one, unless three decimals are too many anyway."""
    if decimals < DIGITS_OF_A_GROUP:
        return
    words = _("“%(text)s” can be read in two ways. Write %(whole)s, or %(decimal)s.")
    decimal = digits.replace(",", ".") + "0"
    raise refusal(words, text, whole=_without_separators(digits), decimal=decimal)


def _without_separators(digits: str) -> str:
    return re.sub(r"[.,]", "", digits)


def _no_number(text: str) -> NotReadableError:
    return refusal(_("“%(text)s” is not a number. Use digits only."), text)


def _not_whole(text: str) -> NotReadableError:
    return refusal(_("“%(text)s” is not a whole number."), text)


def _sized(number: Decimal, text: str, decimals: int) -> Decimal:
    if abs(number) >= 10**MOST_DIGITS:
        raise refusal(_("“%(text)s” is too large."), text)
    if number != round(number, decimals):
        raise NotReadableError(_("Give at most %(places)s decimals.") % {"places": decimals})
    return number
