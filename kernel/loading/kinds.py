"""What a cell can hold: each kind reads a text, writes a value to be read again, and says what is allowed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from kernel.partial_dates import read_partial_date
from kernel.typed import NotReadableError, read_date, read_number, read_yes_no
from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign


@dataclass(frozen=True)
class Reading:
    """What holds for the whole file, and the values of the row that were read before."""

    decimal_sign: DecimalSign = ""
    date_order: DateOrder = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def is_not(text: str, allowed: str) -> NotReadableError:
    return NotReadableError(_("“%(text)s” is not %(allowed)s.") % {"text": text, "allowed": allowed})


class Kind(Protocol):
    """The texts that come are never empty."""

    def read(self, text: str, reading: Reading) -> Any:
        """Raises NotReadableError."""

    def write(self, value: Any) -> object:
        """What an export writes: a text, a number or a day."""

    @property
    def allowed(self) -> str:
        """In words."""

    @property
    def choices(self) -> Sequence[str]:
        """All of them, where they are few."""

    def near(self, text: str, reading: Reading) -> str:
        """What was most likely meant, as `write` would write it; or nothing."""


class Plain:
    """A kind without choices."""

    choices: Sequence[str] = ()

    def write(self, value: Any) -> object:
        return value

    def near(self, text: str, reading: Reading) -> str:
        return ""


@dataclass(frozen=True)
class TextKind(Plain):
    most: int | None = None
    """Characters."""

    def read(self, text: str, reading: Reading) -> str:
        if self.most and len(text) > self.most:
            words = _("The text has %(length)s characters; at most %(most)s are allowed.")
            raise NotReadableError(words % {"length": len(text), "most": self.most})
        return text

    @property
    def allowed(self) -> str:
        return _("a text of at most %(most)s characters") % {"most": self.most} if self.most else _("a text")


@dataclass(frozen=True)
class NumberKind(Plain):
    decimals: int = 0
    units: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, text: str, reading: Reading) -> Any:
        number = read_number(
            text,
            decimals=self.decimals,
            whole=not self.decimals,
            units=self.units,
            decimal_sign=reading.decimal_sign,
        )
        if number is not None and self._is_outside(number):
            raise is_not(text, self.allowed)
        return int(number) if number is not None and not self.decimals else number

    def _is_outside(self, number: Decimal) -> bool:
        below = self.least is not None and number < self.least
        return below or (self.most is not None and number > self.most)

    @property
    def allowed(self) -> str:
        kind = _("a number") if self.decimals else _("a whole number")
        bounds = {"kind": kind, "least": self.least, "most": self.most}
        if self.least is not None and self.most is not None:
            return _("%(kind)s from %(least)s to %(most)s") % bounds
        if self.least is not None:
            return _("%(kind)s from %(least)s on") % bounds
        return kind


@dataclass(frozen=True)
class CodeKind(Plain):
    """Digits with zeros before them, which spreadsheets lose."""

    digits: int

    @staticmethod
    def _is_number(text: str) -> bool:
        return text.isascii() and text.isdigit()

    def read(self, text: str, reading: Reading) -> str:
        if not self._is_number(text) or len(text) != self.digits:
            raise is_not(text, self.allowed)
        return text

    @property
    def allowed(self) -> str:
        words = _("%(digits)s digits, for example %(example)s")
        return words % {"digits": self.digits, "example": "4".zfill(self.digits)}

    def near(self, text: str, reading: Reading) -> str:
        return text.zfill(self.digits) if self._is_number(text) and len(text) < self.digits else ""


@dataclass(frozen=True)
class DateKind(Plain):
    def read(self, text: str, reading: Reading) -> dt.date | None:
        return read_date(text, first=reading.date_order)

    @property
    def allowed(self) -> str:
        return _("a day, for example 2013-12-31")


@dataclass(frozen=True)
class PartialDayKind(Plain):
    def read(self, text: str, reading: Reading) -> str | None:
        return read_partial_date(text, first=reading.date_order) or None

    @property
    def allowed(self) -> str:
        return _("a day, a month or a year, for example 2013-12-31, 2013-12 or 2013")


@dataclass(frozen=True)
class YesNoKind(Plain):
    def read(self, text: str, reading: Reading) -> bool | None:
        return read_yes_no(text)

    def write(self, value: Any) -> object:
        return _("yes") if value else _("no")

    @property
    def allowed(self) -> str:
        return _("yes or no")

    @property
    def choices(self) -> Sequence[str]:  # type: ignore[override]
        return (_("yes"), _("no"))
