"""What a person may say of a file, where the reader would otherwise find out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign


@dataclass(frozen=True)
class Options:
    """Empty stands for: find out."""

    encoding: str = ""
    separator: str = ""
    decimal_sign: DecimalSign = ""
    date_order: DateOrder = ""
    sheet: str = ""
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Cells that are read as something else, by their address: `F14`."""
    left_out: frozenset[int] = frozenset()
    """Rows, by their number."""
    matched: Mapping[str, str] = field(default_factory=dict)
    """Whom a row is about, by its number: the key of a candidate, or NEW of `matches`."""

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "replaced": dict(self.replaced),
            "matched": dict(self.matched),
            "left_out": sorted(self.left_out),
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(**{**said, "left_out": frozenset(said.get("left_out", ()))})

    def with_(self, **changed: Any) -> Self:
        return replace(self, **changed)
