"""What a file of questions may hold."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from activities.reporting.enums import SplitBy
from activities.reporting.question_types import kinds, type_named, type_of
from kernel.loading.problems import one_of
from kernel.loading.rows import Required, Row, Text, Year, bad_value
from kernel.measures import Aggregation


def known_kind(kind: str) -> str:
    if type_named(kind) is None:
        raise bad_value(f"“{kind}” is not known.", one_of(kind, kinds()))
    return kind


Kind = Annotated[str, AfterValidator(known_kind)]


class ChoiceRow(Row):
    value: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    label: Required


class QuestionRow(Row):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    section: Required
    label: Required
    hint: Text = ""
    kind: Kind
    unit: Text = ""
    aggregation: Aggregation = Aggregation.NONE
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    at_most: Text = ""
    required: bool = False
    split: SplitBy = SplitBy.NONE
    choices: list[ChoiceRow] = []
    serves: Text = ""
    recorded_as: Text = ""
    valid_from: Year | None = None
    valid_to: Year | None = None

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        for is_wrong, wrong, mend in self.contradictions():
            if is_wrong:
                raise bad_value(wrong, mend)
        return self

    def contradictions(self) -> list[tuple[bool, str, str]]:
        kind = type_of(self)
        values = [choice.value for choice in self.choices]
        return [
            (
                kind.has_choices != bool(values),
                "Choices go with the kind choice, and only with it.",
                "Correct either.",
            ),
            (len(set(values)) < len(values), "A choice is there twice.", "Give each a value of its own."),
            (
                self.aggregation not in kind.aggregations,
                f"Answers of the kind {self.kind} do not add up.",
                f"Set aggregation to {' or '.join(kind.aggregations)}.",
            ),
            (
                self.split != SplitBy.NONE and not kind.can_be_split,
                f"Answers of the kind {self.kind} cannot be split.",
                "Set split to none, or ask for a number.",
            ),
            (
                self.minimum is not None and self.maximum is not None and self.maximum < self.minimum,
                f"The maximum {self.maximum} lies below the minimum {self.minimum}.",
                "Correct one of them.",
            ),
            (
                bool(self.valid_from and self.valid_to and self.valid_to < self.valid_from),
                f"{self.valid_to} lies before {self.valid_from}.",
                "Put the years in order.",
            ),
        ]


class QuestionFile(Row):
    plan: Text = ""
    questions: list[QuestionRow]
