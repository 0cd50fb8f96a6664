"""What each kind of question allows of a typed number."""

from decimal import Decimal

from activities.reporting.enums import QuestionKind
from kernel.typed import read_number

DECIMALS = {QuestionKind.MONEY: 2}
MOST_DECIMALS = 4
UNITS = {QuestionKind.PERCENT: ("%",), QuestionKind.MONEY: ("CHF",)}


def parse_number(text: str, kind: str) -> Decimal | None:
    """The number that `text` states, None where it is empty; a `NotReadableError` says how to mend it."""
    asked = QuestionKind(kind)
    return read_number(
        text,
        decimals=DECIMALS.get(asked, MOST_DECIMALS),
        whole=asked == QuestionKind.INTEGER,
        units=UNITS.get(asked, ()),
    )
