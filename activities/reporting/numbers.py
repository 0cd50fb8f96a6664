"""Numbers as people write them: `1 234`, `1,234.5`, `1.234,5`, `٣`, `12 %`."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.reporting.enums import QuestionKind
from kernel.fields import shortened
from kernel.texts import cleaned_number

SIGNS = str.maketrans(
    {"\u2212": "-", "\u066b": "."}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("\u2019\u02bc\u066c", "'")
)
"""Minus, decimal comma, blanks and apostrophes, all by one sign each."""

GROUPED_BY_BLANKS = re.compile(r"[-+]?\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d*)?")
SEVERAL = re.compile(r"[-+\d.,\s']+")
LONGEST = 60
NUMBER = re.compile(r"[-+]?\d*([.,]\d*)*")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
MOST_DIGITS = 14
DECIMALS = {QuestionKind.MONEY: 2}
MOST_DECIMALS = 4
DIGITS_OF_A_GROUP = 3
UNITS = {QuestionKind.PERCENT: ("%",), QuestionKind.MONEY: ("CHF",)}


class NotANumberError(ValueError):
    """The text is no number of the kind asked for; the message says how to mend it."""


def parse_number(text: str, kind: str) -> Decimal | None:
    """The number that `text` states, None where it is empty."""
    plain = _plain(text, kind)
    if not plain:
        return None
    if not NUMBER.fullmatch(plain) or not any(character.isdigit() for character in plain):
        raise _no_number(text)
    number = _whole(plain, text) if kind == QuestionKind.INTEGER else _with_decimals(plain, kind, text)
    return _sized(number, kind, text)


def _plain(text: str, kind: str) -> str:
    """ASCII digits and separators only, as far as `text` is a number at all."""
    plain = cleaned_number(text)
    if len(plain) > LONGEST:
        raise NotANumberError(_("“%(text)s” is too long for a number.") % {"text": shortened(plain)})
    for unit in UNITS.get(QuestionKind(kind), ()):
        plain = plain.removeprefix(unit).removesuffix(unit).strip()
    plain = "".join(_ascii(character) for character in plain.translate(SIGNS))
    return _without_blanks(re.sub(r"^([-+]) +", r"\1", plain), text)


def _without_blanks(plain: str, text: str) -> str:
    """Blanks and apostrophes stand between groups of three digits; elsewhere they part two numbers."""
    if GROUPED_BY_BLANKS.fullmatch(plain):
        return plain.replace(" ", "").replace("'", "")
    if re.search(r"[\s']", plain) and SEVERAL.fullmatch(plain) and re.search(r"\d", plain):
        words = _("“%(text)s” reads as two numbers. Write one, without blanks.")
        raise NotANumberError(words % {"text": _shown(text)})
    return plain


def _shown(text: str) -> str:
    """What was typed, on one line and of a length to be repeated."""
    return shortened(" ".join(cleaned_number(text).split()))


def _ascii(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def _whole(plain: str, text: str) -> Decimal:
    """Separators of thousands are read, decimals refused."""
    sign, digits = _sign(plain)
    if GROUPED.fullmatch(digits):
        digits = _without_separators(digits)
    elif re.fullmatch(r"\d+[.,]0*", digits):
        digits = re.split(r"[.,]", digits)[0]
    if not digits.isdigit():
        raise NotANumberError(_("“%(text)s” is not a whole number.") % {"text": _shown(text)})
    return Decimal(sign + digits)


def _with_decimals(plain: str, kind: str, text: str) -> Decimal:
    """The last separator marks the decimals; one that could be either is refused."""
    sign, digits = _sign(plain)
    separators = re.findall(r"[.,]", digits)
    if len(separators) == 1 and GROUPED.fullmatch(digits) and not digits.startswith("0"):
        _refuse_ambiguous(digits, kind, text)
        return Decimal(sign + _without_separators(digits))
    if len(separators) <= 1:
        return Decimal(sign + digits.replace(",", "."))
    repeated = len(set(separators)) == 1
    whole, mark, decimals = (digits, "", "") if repeated else digits.rpartition(separators[-1])
    if not GROUPED.fullmatch(whole) or (mark and mark in whole):
        raise _no_number(text)
    return Decimal(f"{sign}{_without_separators(whole)}.{decimals or 0}")


def _refuse_ambiguous(digits: str, kind: str, text: str) -> None:
    """`1,234` is a thousand and more, or a little over one, unless three decimals are too many anyway."""
    if _places(kind) < DIGITS_OF_A_GROUP:
        return
    ways = {"whole": _without_separators(digits), "decimal": digits.replace(",", ".") + "0"}
    raise NotANumberError(
        _("“%(text)s” can be read in two ways. Write %(whole)s, or %(decimal)s.")
        % {"text": _shown(text), **ways}
    )


def _without_separators(digits: str) -> str:
    return re.sub(r"[.,]", "", digits)


def _no_number(text: str) -> NotANumberError:
    return NotANumberError(_("“%(text)s” is not a number. Use digits only.") % {"text": _shown(text)})


def _places(kind: str) -> int:
    return DECIMALS.get(QuestionKind(kind), MOST_DECIMALS)


def _sign(plain: str) -> tuple[str, str]:
    return ("-" if plain[0] == "-" else "", plain.lstrip("+-"))


def _sized(number: Decimal, kind: str, text: str) -> Decimal:
    places = _places(kind)
    if abs(number) >= 10**MOST_DIGITS:
        raise NotANumberError(_("“%(text)s” is too large.") % {"text": _shown(text)})
    if number != round(number, places):
        raise NotANumberError(_("Give at most %(places)s decimals.") % {"places": places})
    return number
