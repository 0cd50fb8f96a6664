"""What files of indicators and targets may hold."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from indicators.enums import Direction, IndicatorLevel, Split
from indicators.splits import split_choices
from kernel.loading.rows import Code, Required, Row, Text, Year, bad_value

Percent = Annotated[Decimal, Field(ge=0, le=100)]


class FormulaRow(Row):
    numerator: Text = ""
    denominator: Text = ""
    scale: Annotated[Decimal, Field(gt=0)] = Decimal(1)


class ThresholdsRow(Row):
    on_track_from: Percent = Decimal(95)
    at_risk_from: Percent = Decimal(80)

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.on_track_from < self.at_risk_from:
            raise bad_value("On track starts below at risk.", "Put the thresholds in order.")
        return self


class IndicatorRow(Row):
    code: Code
    level: IndicatorLevel
    headline: bool = False
    activity: Text = ""
    name: Required
    definition: Required
    unit: Required
    direction: Direction
    formula: FormulaRow = FormulaRow()
    formula_in_words: dict[str, Any] = {}
    waits_for: Text = ""
    frequency: Text = ""
    baseline_year: Year | None = None
    baseline_value: Decimal | None = None
    baseline_note: Text = ""
    means_of_verification: Text = ""
    assumption: Text = ""
    responsible: Text = ""
    source_records: Text = ""
    disaggregations: list[Required] = []
    kirkpatrick_level: Annotated[int, Field(ge=1, le=4)] | None = None
    origin: Text = ""
    caveat: Text = ""
    method_refs: list[Required] = []
    thresholds: ThresholdsRow | None = None
    valid_from: Year | None = None
    valid_to: Year | None = None

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise bad_value(f"{self.valid_to} lies before {self.valid_from}.", "Put the years in order.")
        if (self.level == IndicatorLevel.PURPOSE) == bool(self.activity):
            wrong = (
                "An indicator of the purpose has no activity; every other one names its output or activity."
            )
            raise bad_value(wrong, "Correct the level or the activity.")
        if bool(self.formula.numerator) == bool(self.waits_for):
            raise bad_value(
                "An indicator has a formula, or says what it waits for.", "Fill in one of the two."
            )
        return self


class IndicatorFile(Row):
    plan: Text = ""
    note: Text = ""
    thresholds: ThresholdsRow = ThresholdsRow()
    references: dict[str, str] = {}
    indicators: list[IndicatorRow]


def known_split(split: str) -> str:
    known = dict(split_choices())
    if split not in known:
        raise bad_value(f"“{split}” is no split.", f"Use one of {', '.join(known)}.")
    return split


class TargetRow(Row):
    indicator: Required
    split: Annotated[str, AfterValidator(known_split)] = Split.TOTAL
    group: Text = ""
    values: dict[Year, Decimal]

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        if (self.split == Split.TOTAL) == bool(self.group):
            raise bad_value(
                "A target for a split names its group; the total has none.", "Correct split or group."
            )
        return self


class TargetFile(Row):
    plan: Text = ""
    note: Text = ""
    sample: bool = False
    targets: list[TargetRow]
