"""What every kind of question has to say; alone it is what is known of a question that is no longer there."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kernel.measures import Aggregation
from kernel.numbers import exact
from kernel.typed.dates import DateOrder
from kernel.typed.numbers import DecimalSign

if TYPE_CHECKING:
    from activities.reporting.models import Question


@dataclass(frozen=True)
class Value:
    """A number or a text; of an answer without a value neither."""

    number: Decimal | None = None
    text: str = ""


class HasValue(Protocol):
    """An answer in any shape: as stored, as content, or a value alone."""

    @property
    def number(self) -> Decimal | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Notation:
    """How a file writes numbers and days; of what people type it is not known."""

    decimal_sign: DecimalSign = ""
    date_order: DateOrder = ""


AS_TYPED = Notation()


@dataclass(frozen=True)
class AnswerRule:
    """What may be answered, for a spreadsheet's cell and for the API."""

    words: str
    allowed: tuple[tuple[str, str], ...] = ()
    """Values and labels, where one of several is asked for; either is understood."""
    decimals: int | None = None
    """At most so many; None where no number is asked for."""
    least: Decimal | None = None
    most: Decimal | None = None


class QuestionType:
    """One kind of question."""

    kind: ClassVar[str] = ""
    label: ClassVar[str | Promise] = ""
    widget: ClassVar[str] = "text"
    """The template of its input: a file in `templates/reporting/widgets`."""
    example: ClassVar[str] = ""
    """An answer as it may be typed."""
    is_numeric: ClassVar[bool] = False
    is_free_text: ClassVar[bool] = False
    """Whether it is a text of one's own, which is compared word by word."""
    is_chosen: ClassVar[bool] = False
    """Whether it is chosen: saying why there is no answer takes the choice back."""
    has_choices: ClassVar[bool] = False
    """Whether each question lists its own answers."""
    has_unit: ClassVar[bool] = True
    can_be_split: ClassVar[bool] = False
    aggregations: ClassVar[tuple[Aggregation, ...]] = (Aggregation.NONE,)
    """The figures that may be made of it."""

    def read(self, question: "Question", text: str, notation: Notation = AS_TYPED) -> Value:
        """What was typed, or a file holds; a `NotReadableError` says how to mend it."""
        return Value(text=text)

    def check(self, question: "Question", value: HasValue) -> Iterator[str]:
        """Why the value cannot be an answer to the question."""
        if value.number is not None and value.text:
            yield _("You gave a number and a text. Keep one of them.")
        elif self.is_numeric and value.number is None:
            yield _("“%(text)s” is not a number.") % {"text": value.text}
        elif not self.is_numeric and value.number is not None:
            yield _("Answer in words.")
        else:
            yield from self.problems(question, value)

    def problems(self, question: "Question", value: HasValue) -> Iterator[str]:
        """The same for a value that is a number or a text as it should be."""
        yield from ()

    def show(self, question: "Question | None", value: HasValue) -> str:
        """The value as every reader sees it, without its unit."""
        return value.text if value.number is None else exact(value.number)

    def typed(self, value: HasValue) -> str:
        """What the input of a stored answer holds; `read` gives the same value again."""
        return value.text

    def choices(self, question: "Question") -> dict[str, str]:
        """The answers to choose from: labels by value."""
        return {}

    def rule(self, question: "Question") -> AnswerRule:
        return AnswerRule(_("text"))

    def is_jump(self, before: Decimal, now: Decimal) -> bool:
        """Whether a figure moved so far in a year that somebody should look."""
        return False
